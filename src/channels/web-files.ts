import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { GuideError } from '../knowledge/errors.js';
import { projectDir } from './package-info.js';
import { aboutPage, chatPage, type PageFacts, privacyPage, termsPage } from './pages.js';
import type { Settings } from './settings.js';
import type { WebFiles } from './web-build.js';

const BUILT = path.join(projectDir(), 'dist/web');

/** Pages on this machine may embed the chat while nothing is set. */
const LOCAL_PAGES = ['http://localhost:*', 'http://127.0.0.1:*'];

/** Seconds that browsers keep embed.js, whose address stays the same. */
const EMBED_SECONDS = 300;

/** The pages, and the files that `npm run build` made for browsers. */
export class WebSite {
  private readonly files: WebFiles;
  private readonly embed: Buffer;
  private readonly serve: ReturnType<typeof sirv>;

  /** Throws WEB_FILES_MISSING where nothing was built. */
  constructor(
    private readonly settings: Settings['webChat'],
    private readonly facts: PageFacts,
  ) {
    try {
      this.files = JSON.parse(readFileSync(path.join(BUILT, 'files.json'), 'utf8')) as WebFiles;
      this.embed = readFileSync(path.join(BUILT, 'embed.js'));
    } catch (cause) {
      throw new GuideError('WEB_FILES_MISSING', `"${BUILT}" holds no built pages. Run npm run build.`, { cause });
    }
    this.serve = sirv(BUILT, { brotli: true, gzip: true, immutable: true, maxAge: 365 * 24 * 60 * 60, etag: true });
  }

  /** Answers with a page; false where the path is none. */
  page(req: IncomingMessage, res: ServerResponse): boolean {
    const url = new URL(req.url ?? '/', 'http://localhost');
    switch (url.pathname) {
      case '/': {
        const nonce = randomBytes(16).toString('base64');
        this.send(req, res, chatPage(this.files, nonce, url.searchParams.has('embed')), this.chatPolicy(nonce));
        return true;
      }
      case '/about':
        this.send(req, res, aboutPage(this.files, this.facts), TEXT_POLICY);
        return true;
      case '/privacy':
        this.send(req, res, privacyPage(this.files, this.facts), TEXT_POLICY);
        return true;
      case '/terms':
        this.send(req, res, termsPage(this.files), TEXT_POLICY);
        return true;
      default:
        return false;
    }
  }

  /** GET /embed.js, which pages of other sites load. */
  embedScript(req: IncomingMessage, res: ServerResponse): void {
    res.writeHead(200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Content-Length': this.embed.length,
      // For <script type="module">, which asks for it.
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': `public, max-age=${EMBED_SECONDS}`,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    res.end(req.method === 'HEAD' ? undefined : this.embed);
  }

  /** GET /assets/…: files whose names change with their content. */
  asset(req: IncomingMessage, res: ServerResponse, otherwise: () => void): void {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    this.serve(req, res, otherwise);
  }

  private chatPolicy(nonce: string): string {
    const { secret, endpoint, frameAncestors } = this.settings;
    const azure = secret === '' ? [] : [new URL(endpoint).origin, new URL(endpoint).origin.replace(/^http/, 'ws')];
    return [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
      "img-src 'self' data: blob:",
      ["connect-src 'self'", ...azure].join(' '),
      "base-uri 'none'",
      "form-action 'none'",
      frameAncestors.includes('none')
        ? "frame-ancestors 'none'"
        : ["frame-ancestors 'self'", ...(frameAncestors.length > 0 ? frameAncestors : LOCAL_PAGES)].join(' '),
    ].join('; ');
  }

  private send(req: IncomingMessage, res: ServerResponse, html: string, policy: string): void {
    res.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': Buffer.byteLength(html),
      'Content-Security-Policy': policy,
      // Its nonce is for once.
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    res.end(req.method === 'HEAD' ? undefined : html);
  }
}

/** Hash of an empty style element: a part of Web Chat makes one without the nonce and fills it by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

const TEXT_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
