import { z } from 'zod';

/** Why an activity is not taken, for the caller. */
export interface Refusal {
  status: 400 | 403;
  code: string;
  message: string;
}

const id = z.string().min(1);

/** The least that a turn needs. Everything else of an activity may be there or not. */
const schema = z.looseObject({
  type: z.string().min(1),
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }),
  conversation: z.looseObject({ id }),
  from: z.looseObject({ id }),
  recipient: z.looseObject({ id: z.string() }).optional(),
  text: z.string().nullish(),
});

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

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
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') || 'the body';
    return {
      status: 400,
      code: 'BadActivity',
      message: `"${place}" of the activity is missing or wrong: ${issue?.message ?? 'not an activity'}.`,
    };
  }
  const { hostname } = new URL(parsed.data.serviceUrl);
  if (authenticated || LOOPBACK.test(hostname) || allowedHosts.includes(hostname.toLowerCase())) return undefined;
  return {
    status: 403,
    code: 'ServiceUrlRefused',
    message: `Without authentication the serviceUrl host "${hostname}" is not answered. Name it in ALLOWED_SERVICE_HOSTS, or set MicrosoftAppType.`,
  };
}
