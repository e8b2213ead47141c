import {
  type Activity,
  ActivityTypes,
  type Attachment,
  CardFactory,
  TextFormatTypes,
  type TurnContext,
} from 'botbuilder-core';
import { phrases } from '../../dialogs/phrases.ko.js';
import type { Press } from '../../dialogs/presses.js';
import { type Reply, same } from '../../dialogs/reply.js';
import { capText } from '../text/normalize.js';
import { cardBody, cardText, type Element, holdsCode } from './teams-cards.js';

/** Messages to Teams stay under 80 KB of UTF-16; longer texts are cut between paragraphs. */
const MAX_CHARACTERS = 28_000;

/** The activities of a reply on a channel: suggested actions, or on Teams a card, since Teams shows few of them. */
export function toActivities(reply: Reply, channelId: string, cardFor: CardFor): Array<Partial<Activity>> {
  return channelId === 'msteams' ? forTeams(reply, cardFor) : withSuggestedActions(reply);
}

function withSuggestedActions(reply: Reply): Array<Partial<Activity>> {
  const texts = split([reply.text, reply.question ?? ''].filter(Boolean).join('\n\n'));
  return texts.map((text, index) => {
    const activity = message(text);
    if (reply.forgotten) activity.channelData = { forgotten: true };
    // Teams takes no file without asking for consent; there the summary is copied from the chat.
    if (index === texts.length - 1 && reply.file) activity.attachments = [textFile(reply.file)];
    if (index === texts.length - 1 && reply.choices.length > 0) {
      // `to: []`: with the person's id Web Chat hides the buttons.
      activity.suggestedActions = {
        to: [],
        actions: reply.choices.map(({ title, say }) => ({ type: 'imBack', title, value: say })),
      };
    }
    return activity;
  });
}

/** Who a card is for and which question it asks; a press on it brings both back. */
export interface CardFor {
  question: string;
  person: string;
}

function forTeams(reply: Reply, cardFor: CardFor): Array<Partial<Activity>> {
  const { text, question = '', choices, link, plain = false } = reply;
  if (choices.length === 0 && !link) return split([text, question].filter(Boolean).join('\n\n')).map(message);
  const asText = plain ? split(text).map(message) : [];
  const body = cardBody(plain ? question : [text, question].filter(Boolean).join('\n\n'));
  // Commands on a card cannot be copied on phones; in a message they can.
  const offered = holdsCode(body) ? [...choices, same(phrases.buttons.commandsOnly)] : choices;
  const actions = [
    ...offered.map(({ title, say }) => ({ type: 'Action.Submit', title, data: { say, ...cardFor } })),
    ...(link ? [{ type: 'Action.OpenUrl', ...link }] : []),
  ];
  const pages = paged(body);
  return [
    ...asText,
    ...pages.map((elements, index) => {
      const isLast = index === pages.length - 1;
      const options = isLast && offered.length > 0 ? phrases.chooseOrType(offered.map(({ title }) => title)) : '';
      const page = isLast && link ? `${link.title}: ${link.url}` : '';
      const spoken = [cardText(elements), options, page];
      return card(elements, isLast ? actions : [], spoken.filter(Boolean).join('\n\n'), cardText(elements));
    }),
  ];
}

/** Characters of a card's elements as JSON; a card has its words a second time, for clients that show none. */
const CARD_CHARACTERS = 12_000;

/** Teams shows six buttons at once. */
const BUTTONS_IN_A_ROW = 6;

/** Elements in as many cards as they need; steps stay whole. */
function paged(elements: readonly Element[]): Element[][] {
  const pages: Element[][] = [[]];
  let size = 0;
  for (const element of elements) {
    const length = JSON.stringify(element).length;
    if (size > 0 && size + length > CARD_CHARACTERS) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(element);
    size += length;
  }
  return pages;
}

/** Characters of a notification about a card. */
const LONGEST_SUMMARY = 120;

function card(body: Element[], actions: Element[], fallbackText: string, summary: string): Partial<Activity> {
  const rows = Array.from({ length: Math.ceil(actions.length / BUTTONS_IN_A_ROW) }, (_, row) => ({
    type: 'ActionSet',
    actions: actions.slice(row * BUTTONS_IN_A_ROW, (row + 1) * BUTTONS_IN_A_ROW),
  }));
  return {
    type: ActivityTypes.Message,
    summary: capText(summary.replace(/\s+/g, ' '), LONGEST_SUMMARY),
    attachments: [
      CardFactory.adaptiveCard({
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        lang: 'ko',
        // As wide as the pane: commands have long lines.
        msteams: { width: 'Full' },
        fallbackText: capText(fallbackText, CARD_CHARACTERS),
        body: [...body, ...rows],
      }),
    ],
  };
}

function textFile({ name, text }: { name: string; text: string }): Attachment {
  const data = Buffer.from(`\ufeff${text}`, 'utf8').toString('base64');
  return { contentType: 'text/plain', contentUrl: `data:text/plain;charset=utf-8;base64,${data}`, name };
}

function message(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text, textFormat: TextFormatTypes.Markdown, locale: 'ko-KR' };
}

function split(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > MAX_CHARACTERS) {
    const cut = rest.lastIndexOf('\n\n', MAX_CHARACTERS);
    const at = cut > MAX_CHARACTERS / 2 ? cut : MAX_CHARACTERS;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** The words of an incoming message: its text without the bot's own mention, or what its button says. */
export function textOf(activity: Partial<Activity>): string {
  const text = typeof activity.text === 'string' ? activity.text : '';
  if (text.trim() !== '') return withoutOwnMention(text, activity);
  if (typeof activity.value === 'string') return activity.value;
  const { say } = dataOf(activity);
  return typeof say === 'string' ? say : '';
}

/** What the card of a press was about; undefined for words that were typed, and for buttons without it. */
export function pressOf({ activity }: TurnContext): Press | undefined {
  const { say, question, person } = dataOf(activity);
  if (typeof say !== 'string' || typeof question !== 'string' || !/^[\w-]{0,10}$/.test(question)) return undefined;
  return { question, mine: person === activity.from.id };
}

function dataOf(activity: Partial<Activity>): Record<string, unknown> {
  const value: unknown = activity.value;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function withoutOwnMention(text: string, activity: Partial<Activity>): string {
  const own = (activity.entities ?? []).filter(
    (entity) => entity.type === 'mention' && entity['mentioned']?.id === activity.recipient?.id,
  );
  return own.reduce(
    (rest, entity) => (typeof entity['text'] === 'string' ? rest.replace(entity['text'], ' ') : rest),
    text,
  );
}
