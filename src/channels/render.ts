import { type Activity, ActivityTypes, type Attachment, CardFactory, TextFormatTypes } from 'botbuilder-core';
import type { Choice, Reply } from '../../dialogs/reply.js';

/** Messages to Teams stay under 80 KB of UTF-16; longer texts are cut between paragraphs. */
const MAX_CHARACTERS = 28_000;

/** The activities of a reply on a channel: suggested actions, or on Teams a card, since Teams shows few of them. */
export function toActivities(reply: Reply, channelId: string): Array<Partial<Activity>> {
  return channelId === 'msteams' ? forTeams(reply) : withSuggestedActions(reply);
}

function withSuggestedActions(reply: Reply): Array<Partial<Activity>> {
  const texts = split([reply.text, reply.question ?? ''].filter(Boolean).join('\n\n'));
  return texts.map((text, index) => {
    const activity = message(text);
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

function forTeams(reply: Reply): Array<Partial<Activity>> {
  const question = reply.choices.length > 0 ? (reply.question ?? '') : '';
  const text = reply.choices.length > 0 ? reply.text : [reply.text, reply.question ?? ''].filter(Boolean).join('\n\n');
  const activities = text === '' ? [] : split(text).map(message);
  if (reply.choices.length > 0)
    activities.push({
      type: ActivityTypes.Message,
      attachments: [choiceCard(question, reply.choices)],
      ...(question ? { summary: question } : {}),
    });
  return activities;
}

/** A card with buttons. What a button sends is plain data; `textOf` below reads it. */
function choiceCard(question: string, choices: readonly Choice[]): Attachment {
  return CardFactory.adaptiveCard({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    ...(question ? { fallbackText: question } : {}),
    body: question ? [{ type: 'TextBlock', text: question, wrap: true }] : [],
    actions: choices.map(({ title, say }) => ({ type: 'Action.Submit', title, data: { say } })),
  });
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
  const value: unknown = activity.value;
  if (typeof value === 'string') return value;
  const say = typeof value === 'object' && value !== null ? (value as { say?: unknown }).say : undefined;
  return typeof say === 'string' ? say : '';
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
