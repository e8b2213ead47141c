import { type Choice, readReply } from '../../src/text/replies.js';
import { answersTo } from '../../src/triage/identify.js';
import type { Effect } from '../effects.js';
import { answered, withWorkload } from '../fact-changes.js';
import { isFormOf, namedIn, workloadFromSigns } from '../hear.js';
import type { Knowledge } from '../knowledge.js';
import { phrases } from '../phrases.ko.js';
import { same } from '../reply.js';
import type { QuestionKind, QuestionOf } from './kind.js';
import { nearestOption } from './nearest.js';
import { asksWhatIsOffered } from './workload.js';

/** A shorter message that fits a workload's signs is a name half said. */
const SHORTEST_DESCRIPTION = 6;

/** A plain question about what the person sees, for who doesn't know the product. */
export const identify: QuestionKind<'identify'> = {
  put: (question, knowledge) => ({
    question: phrases.aspects[question.aspect] ?? '',
    choices: [...lookAnswers(question, knowledge).map(({ say }) => same(say)), same(phrases.buttons.dontKnow)],
  }),
  again: phrases.askAspectAgain,
  why: phrases.whyIdentify,
  read(open, heard, facts, knowledge) {
    const { text, turn, cues, acts } = heard;
    if (asksWhatIsOffered(heard)) return { kind: 'explain' };
    const seen = (says: string | null): Effect => ({
      kind: 'decide',
      facts: answered({ ...facts, looks: [...facts.looks, { aspect: open.aspect, says }] }),
    });
    const choices = lookAnswers(open, knowledge).map(({ say }): Choice => ({ id: say, forms: [say] }));
    const pressed = choices.find((choice) => isFormOf(text, [choice]));
    if (pressed) return seen(pressed.id);
    const [named] = namedIn(cues);
    if (named !== undefined) return { kind: 'decide', facts: answered(withWorkload(facts, named, turn)) };
    const described = workloadFromSigns(
      cues,
      knowledge.workloads.map(({ id }) => id),
    );
    if (described !== undefined && text.length > SHORTEST_DESCRIPTION)
      return { kind: 'decide', facts: answered(withWorkload(facts, described, turn, 'concluded')) };
    const reply = readReply(text, choices);
    const [only, ...others] = reply.kind === 'choices' ? reply.ids : [];
    if (only !== undefined && others.length === 0) return seen(only);
    if (acts.dontKnow || reply.kind === 'none') return seen(null);
    const near = heard.content ? undefined : nearestOption(text, choices);
    if (near !== undefined) return seen(near);
    return reply.kind === 'yes' || reply.kind === 'no' ? { kind: 'again' } : undefined;
  },
};

/** What may be answered to an identifying question. */
export function lookAnswers(
  { aspect, workloads }: QuestionOf<'identify'>,
  knowledge: Knowledge,
): Array<{ say: string; means: string[] }> {
  return answersTo(
    aspect,
    workloads.flatMap((id) => knowledge.workload(id) ?? []),
  );
}
