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

/** Characters of the value of a button, as JSON. */
const LONGEST_VALUE = 8_000;

const short = v.pipe(v.string(), v.maxLength(200));

/** What a client may send. Who it is from, its id and its time are ours to say, so they are not read. */
const schema = v.object({
  type: short,
  text: v.nullish(v.string()),
  textFormat: v.nullish(short),
  locale: v.nullish(short),
  value: v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => JSON.stringify(value).length <= LONGEST_VALUE, `is longer than ${LONGEST_VALUE} characters`),
    ),
  ),
  channelData: v.nullish(v.looseObject({ clientActivityID: v.nullish(short), postBack: v.nullish(v.boolean()) })),
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
  const { type, text, textFormat, locale, value, channelData } = parsed.output;
  const clientActivityID = channelData?.clientActivityID ?? undefined;
  return {
    type,
    ...(clientActivityID === undefined ? {} : { clientActivityID }),
    content: {
      ...(text == null ? {} : { text }),
      ...(textFormat == null ? {} : { textFormat }),
      ...(locale == null ? {} : { locale }),
      ...(value == null ? {} : { value }),
      ...(channelData == null
        ? {}
        : {
            channelData: {
              ...(clientActivityID === undefined ? {} : { clientActivityID }),
              ...(channelData.postBack ? { postBack: true } : {}),
            },
          }),
    },
  };
}
