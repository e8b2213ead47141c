import http from 'node:http';
import https from 'node:https';
import {
  createHttpHeaders,
  type HttpClient,
  type Pipeline,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';

/** A connector answers an id in some hundred bytes; what is longer is none of an answer. */
const LONGEST_ANSWER = 64 * 1024;
/** Until a connector has answered wholly. */
const ANSWER_LIMIT_MS = 8000;

const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/**
 * Requests to connectors, whoever those are: an answer is read up to a limit and not unpacked, a redirect not followed, and a
 * request that is given up is aborted, not only waited out.
 */
class BoundedHttp implements HttpClient {
  async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    const { request: open } = url.protocol === 'https:' ? https : http;
    const body = typeof request.body === 'string' ? request.body : undefined;
    // What is asked for unpacked needs no unpacking; packed all the same, it is not looked at.
    const headers = { ...request.headers.toJSON(), 'accept-encoding': 'identity' };
    return new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown): void => {
        reject(new RestError(`the connector "${url.origin}" ${why}`, { request, code: codeOf(cause) }));
      };
      const sent = open(url, {
        method: request.method,
        agent: url.protocol === 'https:' ? agents['https:'] : agents['http:'],
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      sent.on('error', (cause) => fail(`failed: ${cause.message}`, cause));
      sent.on('response', (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length <= LONGEST_ANSWER) chunks.push(chunk);
          else sent.destroy(new Error(`it answers more than ${LONGEST_ANSWER} bytes`));
        });
        answer.on('error', (cause) => fail(`failed while it answered: ${cause.message}`, cause));
        answer.on('end', () => {
          const isPlain = /^(?:identity)?$/i.test(answer.headers['content-encoding'] ?? '');
          const given = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
          resolve({
            request,
            status: answer.statusCode ?? 0,
            headers: createHttpHeaders(Object.fromEntries(given)),
            bodyAsText: isPlain ? Buffer.concat(chunks).toString('utf8') : '',
          });
        });
      });
      sent.end(body);
    });
  }
}

const codeOf = (cause: unknown): string => String((cause as { code?: unknown } | undefined)?.code ?? 'REQUEST_FAILED');

const bounded = new BoundedHttp();

/**
 * Makes a client of the SDK's ask in bounds and once: its own retries would multiply with ours (one reply to a 429 was sent 73
 * times in 40 s). The SDK offers no option for either.
 */
export function inBounds<Client>(connector: Client): Client {
  const { client } = connector as { client?: { pipeline: Pipeline; _httpClient: HttpClient } };
  if (!client) return connector;
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  client._httpClient = bounded;
  return connector;
}
