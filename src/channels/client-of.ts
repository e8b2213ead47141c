import type { IncomingMessage } from 'node:http';

/** How a request came, as far as the proxies that are believed tell. */
export interface ClientOf {
  /** Address of the client, for limits only. */
  address(req: IncomingMessage): string;
  /** Scheme and host under which the client reaches this server, e.g. `https://bot.example.com`. */
  origin(req: IncomingMessage): string;
}

/**
 * Reads X-Forwarded-For and X-Forwarded-Proto behind `hops` proxies: each appends what it saw, so the entry that many from
 * the right is what the first of them saw; those further left are the client's own words. Without proxies neither is read.
 */
export function clientOf(hops: number): ClientOf {
  return {
    address(req) {
      const seen = entries(req.headers['x-forwarded-for']);
      // Azure App Service writes the port too.
      const forwarded =
        hops > 0 ? seen.at(-hops)?.replace(/^([\d.]+):\d+$|^\[([\da-f:]+)\](?::\d+)?$/i, '$1$2') : undefined;
      return network(forwarded ?? req.socket.remoteAddress ?? '');
    },
    origin(req) {
      const forwarded = hops > 0 ? entries(req.headers['x-forwarded-proto']).at(-1) : undefined;
      const host = /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:]+\](?::\d{1,5})?$/i.exec(req.headers.host ?? '')?.[0];
      return `${forwarded === 'https' ? 'https' : 'http'}://${host ?? 'localhost'}`;
    },
  };
}

/** One client has a whole network of IPv6 addresses: its first 64 bits tell it. */
function network(address: string): string {
  if (!address.includes(':') || /^::ffff:[\d.]+$/i.test(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(tail ?? '').split(':')]
    .slice(0, 4)
    .join(':');
}

function entries(header: string | string[] | undefined): string[] {
  return (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}
