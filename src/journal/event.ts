import type { Move, Question } from '../knowledge/conversation.js';

/** One turn as the journal keeps it: a line of JSON. Texts are masked, people and conversations are known by a hash only. */
export interface TurnEvent {
  v: 1;
  /** ISO time. */
  at: string;
  person: string;
  conversation: string;
  channel: string;
  /** Number of the turn in its conversation, 1 for the first. */
  turn: number;
  /** Fingerprint of the corpus that the answer came from. */
  corpus: string;
  /** What the person wrote, masked. */
  said: string;
  /** Where a button of a card said it: the question it was for, and whether it was for this person. */
  press?: { question: string; mine: boolean };
  /** What the turn was; older lines have none. */
  kind?: string;
  /** Why it went so, for people: prices in it move with every weight. */
  because: string;
  /** What was decided, and on which candidates, likeliest first; none where nothing was decided. */
  move?: Move['kind'];
  candidates?: Array<{ entry: string; probability: number }>;
  /** How things stand after the turn. */
  after: Standing;
}

export interface Standing {
  workload?: string;
  open?: Question;
  shown?: { entry: string; page: number };
}

/** Whether a value is an event that this program understands. */
export function isTurnEvent(value: unknown): value is TurnEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { v, person, conversation, turn, said, kind, because, after } = value as Partial<TurnEvent>;
  return (
    v === 1 &&
    [person, conversation, said, because].every((text) => typeof text === 'string') &&
    (kind === undefined || typeof kind === 'string') &&
    Number.isInteger(turn) &&
    typeof after === 'object' &&
    after !== null
  );
}
