import type { TurnContext } from 'botbuilder-core';
import { personOf } from '../../dialogs/conversation-memory.js';
import type { Turn } from '../../dialogs/turn.js';
import type { TurnEvent } from '../journal/event.js';
import type { Journal } from '../journal/journal.js';
import { maskSecrets } from '../text/mask.js';
import { capText } from '../text/normalize.js';
import { pressOf } from './render.js';
import { standing } from './replay.js';

/** Characters of a message that are kept; replaying needs what the turn was decided on. */
export const LONGEST_SAID = 20_000;

/** The hash by which the journal knows the person of a turn. */
export function personHash(context: TurnContext, journal: Journal): string {
  return journal.hash('person', context.activity.channelId, personOf(context));
}

/** A turn as the journal keeps it. */
export function eventOf(
  context: TurnContext,
  { memory, kind, because, trace }: Turn,
  corpus: string,
  journal: Journal,
): TurnEvent {
  const { channelId, conversation, text } = context.activity;
  const press = pressOf(context);
  return {
    v: 1,
    at: new Date().toISOString(),
    person: personHash(context, journal),
    conversation: journal.hash('conversation', channelId, conversation.id, personOf(context)),
    channel: channelId,
    turn: memory.turn,
    corpus,
    said: maskSecrets(capText(text ?? '', LONGEST_SAID)),
    ...(press ? { press } : {}),
    kind,
    because,
    ...(trace ? { move: trace.move, candidates: trace.candidates } : {}),
    after: standing(memory),
  };
}
