import * as v from 'valibot';
import { DirectLineError } from './errors.js';

/** An activity as it is kept and sent: what Bot Framework defines, of which this room reads only a few fields. */
export interface Activity {
  type: string;
  id?: string;
  text?: string;
  channelData?: object;
  [field: string]: unknown;
}

const short = v.pipe(v.string(), v.maxLength(200));

/** What a client may send. Who it is from, its id and its time are ours to say, so they are not read. */
const schema = v.object({
  type: short,
  text: v.nullish(v.string()),
  locale: v.nullish(v.pipe(v.string(), v.regex(/^[\w-]{1,35}$/, 'is no language tag'))),
  /** What a button says in place of a text. */
  value: v.nullish(v.unknown()),
  channelData: v.nullish(
    v.looseObject({ clientActivityID: v.nullish(v.pipe(v.string(), v.regex(/^\P{Cc}{0,100}$/u, 'is no id'))) }),
  ),
});

/** What of a client's activity goes on to the bot. */
export interface Said {
  type: string;
  /** Given by the client, so that it recognises its own activity when it comes back, and sends none twice. */
  clientActivityID?: string;
  content: Pick<Activity, 'text' | 'channelData'> & Record<string, unknown>;
}

/** Reads a client's activity. Throws BadArgument. */
export function readSaid(body: unknown): Said {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new DirectLineError(
      400,
      'BadArgument',
      `"${v.getDotPath(issue) ?? 'the body'}" of the activity is missing or wrong: ${issue.message.replace(/\.$/, '')}.`,
    );
  }
  const { type, text, locale, value, channelData } = parsed.output;
  const clientActivityID = channelData?.clientActivityID || undefined;
  const words = text ?? (typeof value === 'string' ? value : undefined);
  return {
    type,
    ...(clientActivityID === undefined ? {} : { clientActivityID }),
    content: {
      // As it was typed: a person's words are no markup.
      ...(words === undefined ? {} : { text: words, textFormat: 'plain' }),
      ...(locale == null ? {} : { locale }),
      ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
    },
  };
}
