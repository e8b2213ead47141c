import * as v from 'valibot';
import { isLoopback } from './loopback.js';

/** Why an activity is not taken, for the caller. */
export interface Refusal {
  status: 400 | 403;
  code: string;
  message: string;
}

/** An id that can be stored and sent: no lone surrogates, no NUL, no novel. */
const id = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(1000),
  v.check((value) => !value.includes('\u0000') && !/[\ud800-\udfff]/u.test(value), 'holds characters that no id has'),
);
const objects = v.nullish(v.array(v.looseObject({})));

/** The least that a turn needs. Everything else of an activity may be there or not. */
const schema = v.looseObject({
  type: v.pipe(v.string(), v.minLength(1)),
  channelId: id,
  id: v.nullish(v.pipe(v.string(), v.maxLength(1000))),
  locale: v.nullish(v.string()),
  serviceUrl: v.pipe(v.string(), v.url(), v.regex(/^https?:\S+$/i, 'is no http address')),
  conversation: v.looseObject({ id, conversationType: v.nullish(v.string()) }),
  from: v.looseObject({ id }),
  recipient: v.nullish(v.looseObject({ id: v.string() })),
  entities: objects,
  membersAdded: objects,
  text: v.nullish(v.string()),
});

/** What stands in the address of an Emulator or a Playground, and in no other service's that somebody would have us post to. */
const isConnectors = ({ port, username, password, pathname, search, hash }: URL): boolean =>
  (port === '' || Number(port) >= 1024) &&
  username + password + search + hash === '' &&
  /^\/(?:[\w-]{1,40}\/?){0,3}$/.test(pathname);

/**
 * Checks a body before the SDK sees it, which would answer 500 to some and turn errors to others. Without authentication
 * anybody may name any serviceUrl, and replies are posted there: then only this machine and the hosts named in
 * ALLOWED_SERVICE_HOSTS are taken.
 */
export function checkActivity(
  body: unknown,
  authenticated: boolean,
  allowedHosts: readonly string[],
): Refusal | undefined {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return {
      status: 400,
      code: 'BadActivity',
      message: `"${v.getDotPath(issue) ?? 'the body'}" of the activity is missing or wrong: ${issue.message.replace(/\.$/, '')}.`,
    };
  }
  if (authenticated) return undefined;
  const url = new URL(parsed.output.serviceUrl);
  const { hostname } = url;
  if (!isConnectors(url))
    return {
      status: 403,
      code: 'ServiceUrlRefused',
      message: `Without authentication the serviceUrl "${url.origin}${url.pathname}" is not answered: a connector's has a port from 1024 on or none, a plain path and nothing else.`,
    };
  // Not [::1], as an address has it: the SDK cannot deliver to it.
  if (isLoopback(hostname) || allowedHosts.includes(hostname.toLowerCase())) return undefined;
  return {
    status: 403,
    code: 'ServiceUrlRefused',
    message: `Without authentication the serviceUrl host "${hostname}" is not answered. Name it in ALLOWED_SERVICE_HOSTS, or set MicrosoftAppType.`,
  };
}
