import type { Facts } from '../../src/knowledge/conversation.js';
import { joinsNames, readOrdinal, readReply } from '../../src/text/replies.js';
import type { Effect } from '../effects.js';
import { addProblem, answered, withoutWorkloads, withWorkload } from '../fact-changes.js';
import { asChoice, type Heard, preferred, workloadFromSigns } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind } from './kind.js';

/** Longest message that is an answer when it says not to know, or that asks what is offered; a longer one describes something. */
export const SHORT_REPLY = 30;

/** In which product is the problem? */
export const workload: QuestionKind<'workload'> = {
  put: ({ options }, knowledge) => ({
    question: phrases.askWorkload,
    choices: [...knowledge.workloadChoices(options), same(phrases.buttons.dontKnow)],
  }),
  again: phrases.askWorkloadAgain,
  why: phrases.whyWorkload,
  read: ({ options }, heard, facts, knowledge) => readWorkload(options, heard, facts, knowledge),
};

/** Whether a message asks what the offered things are, or how they differ. */
export function asksWhatIsOffered({ text, acts, content, cues }: Heard): boolean {
  const asks = acts.asks.includes('what') || acts.asks.includes('how');
  return asks && !acts.dontKnow && text.length <= SHORT_REPLY && (!content || cues.named.length > 0);
}

export function readWorkload(
  options: readonly string[],
  heard: Heard,
  facts: Facts,
  knowledge: Knowledge,
): Effect | undefined {
  const { text, turn, cues, acts } = heard;
  if (asksWhatIsOffered(heard)) return { kind: 'explain' };
  if (heard.repeated) return { kind: 'again' };
  if (heard.foreign.length > 0 && !heard.named) return { kind: 'aside', foreign: heard.foreign };
  const asks = acts.asks.length > 0;
  // 모르겠어요 stands after the workloads.
  const place = asks ? undefined : readOrdinal(text, options.length + 1);
  if (place === options.length + 1) return { kind: 'identify' };
  const byPlace = place === undefined ? undefined : options[place - 1];
  if (byPlace !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, byPlace, turn)) };
  const offered = knowledge.workloads.filter(({ id }) => options.includes(id)).map(asChoice);
  const others = knowledge.workloads.filter(({ id }) => !options.includes(id)).map(asChoice);
  const reply = readReply(text, offered);
  const elsewhere = reply.kind === 'choices' ? undefined : readReply(text, others);
  const ids = reply.kind === 'choices' ? reply.ids : elsewhere?.kind === 'choices' && heard.named ? elsewhere.ids : [];
  const [first, ...rest] = joinsNames(text) ? ids : preferred(ids, cues);
  if (first !== undefined) {
    const settled = answered(withWorkload(facts, first, turn));
    return {
      kind: 'decide',
      facts: heard.content ? addProblem(settled, heard) : settled,
      ...(rest.length > 0 ? { also: rest } : {}),
    };
  }
  if (reply.kind === 'dont-know' && text.length <= SHORT_REPLY) return { kind: 'identify' };
  const described = workloadFromSigns(cues, options);
  if (described !== undefined && !asks)
    return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
  switch (reply.kind) {
    case 'ruled-out': {
      const left = withoutWorkloads(answered(facts), reply.ids);
      return { kind: 'decide', facts: { ...left, asked: left.asked.filter((one) => one.kind !== 'workload') } };
    }
    case 'dont-know':
      return { kind: 'identify' };
    case 'none':
      return { kind: 'none-of-these', facts: answered(facts) };
    case 'no':
      // None of the offered, or not sure: the plain questions find out.
      return heard.content || acts.outcome !== undefined ? undefined : { kind: 'identify' };
    case 'yes':
      return { kind: 'again' };
    default:
      return undefined;
  }
}
