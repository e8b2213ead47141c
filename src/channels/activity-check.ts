import { z } from 'zod';

/** Why an activity is not taken, for the caller. */
export interface Refusal {
  status: 400 | 403;
  code: string;
  message: string;
}

/** An id that can be stored and sent: no lone surrogates, no NUL, no novel. */
const id = z
  .string()
  .min(1)
  .max(1000)
  .refine((value) => !value.includes('\u0000') && !/[\ud800-\udfff]/u.test(value), 'holds characters that no id has');
const objects = z.array(z.looseObject({})).nullish();

/** The least that a turn needs. Everything else of an activity may be there or not. */
const schema = z.looseObject({
  type: z.string().min(1),
  channelId: id,
  id: z.string().nullish(),
  serviceUrl: z.url({ protocol: /^https?$/ }).regex(/^\S+$/, 'holds spaces'),
  conversation: z.looseObject({ id }),
  from: z.looseObject({ id }),
  recipient: z.looseObject({ id: z.string() }).nullish(),
  entities: objects,
  membersAdded: objects,
  text: z.string().nullish(),
});

// Not [::1]: the SDK cannot deliver to it.
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3})$/i;

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
