import type { Facts, Move, Question, Trial } from '../src/knowledge/conversation.js';
import type { Entry } from '../src/knowledge/entry.js';
import { goesOnInCause, pageCount, renderPage } from './answer.js';
import { answered } from './fact-changes.js';
import { handoff } from './handoff.js';
import { problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';
import { lines } from './markdown.js';
import { phrases } from './phrases.ko.js';
import { questionReply } from './questions/index.js';
import { type Reply, same } from './reply.js';

/** A move carried out: the facts afterwards and what is said. */
export interface Carried {
  facts: Facts;
  reply: Reply;
  shown?: { entry: string; page: number };
}

/** Carries out a move. `opening` is said before it. */
export function carryOut(move: Move, facts: Facts, knowledge: Knowledge, opening = ''): Carried {
  switch (move.kind) {
    case 'ask':
      return ask(move.question, facts, knowledge, opening);
    case 'answer':
      return answer(move, facts, knowledge, opening);
    case 'unknown':
      return unknown(move, facts, knowledge, opening);
    case 'handoff':
      return handOver(lines(opening, phrases.handoffIntro), facts, knowledge);
  }
}

/** Gives the summary for the support; the facts remember that, and whether it asked for versions. */
export function handOver(opening: string, facts: Facts, knowledge: Knowledge): Carried {
  const { reply, asksVersions } = handoff(opening, facts, knowledge);
  const turn = facts.problem.at(-1)?.turn ?? 0;
  const asked = asksVersions || facts.handedOver?.value === 'versions-asked';
  return {
    facts: { ...facts, handedOver: { value: asked ? 'versions-asked' : 'complete', source: 'concluded', turn } },
    reply,
  };
}

/** Opens a question. */
export function ask(question: Question, facts: Facts, knowledge: Knowledge, opening = ''): Carried {
  return {
    facts: { ...facts, asked: [...facts.asked, question], open: question },
    reply: questionReply(question, knowledge, opening),
  };
}

function answer(move: Extract<Move, { kind: 'answer' }>, facts: Facts, knowledge: Knowledge, opening: string): Carried {
  const entry = knowledge.entry(move.entry);
  if (!entry)
    return unknown(
      { kind: 'unknown', about: 'no-match', foreign: [], codes: [], because: `"${move.entry}" is gone` },
      facts,
      knowledge,
      opening,
    );
  const isFirst = facts.trials.length === 0;
  const isChecks = knowledge.firstEntryOf(entry.workload) === entry.id;
  const workloadName = knowledge.nameOf(entry.workload);
  const introduction =
    move.fromPage > 0 || !isFirst ? phrases.next : introduce(entry, isChecks, move.sure, workloadName);
  const remark = move.fromPage === 0 ? elsewhereRemark(entry, facts, knowledge) : '';
  return showPage(entry, move.fromPage, facts, lines(opening, introduction, remark));
}

/** Shows a page of an entry, and asks whether it helped. */
export function showPage(entry: Entry, wanted: number, facts: Facts, opening: string): Carried {
  const pages = pageCount(entry);
  const page = Math.min(wanted, pages - 1);
  const isLast = page + 1 >= pages;
  const inCause = !isLast && goesOnInCause({ entry, page: page + 1 });
  const known = facts.trials.find((done) => done.entry === entry.id);
  const trial: Trial = { ...known, entry: entry.id, shownPages: page + 1, outcome: 'shown' };
  const { buttons } = phrases;
  const next = inCause ? phrases.nextStep(page + 2, pages) : phrases.nextCause(page + 2, pages);
  const more = inCause ? phrases.moreSteps : phrases.moreCauses(pages - page - 1);
  return {
    facts: {
      ...facts,
      trials: [...facts.trials.filter((done) => done.entry !== entry.id), trial],
      open: { kind: 'solved', entry: entry.id },
    },
    reply: {
      text: lines(opening, renderPage({ entry, page })),
      question: isLast ? phrases.solvedQuestion : more,
      choices: [...(isLast ? [] : [same(next)]), same(buttons.solved), same(buttons.notSolved)],
    },
    shown: { entry: entry.id, page },
  };
}

function introduce(entry: Entry, isChecks: boolean, sure: boolean, workloadName: string): string {
  if (isChecks) return phrases.understoodFirst(workloadName);
  return sure ? phrases.understood(workloadName, entry.label) : phrases.nearest(workloadName, entry.label);
}

/** Says so where a code of one workload is answered from another one's article. */
function elsewhereRemark(entry: Entry, facts: Facts, knowledge: Knowledge): string {
  const problem = problemText(facts);
  const meant = facts.workload?.value ?? knowledge.search.vocabulary.cues(problem).weaklyNamed[0];
  if (meant === undefined || meant === entry.workload || knowledge.workload(entry.workload)?.derived) return '';
  const byCode = knowledge.search.search(problem).hits.some((hit) => hit.exact && hit.entry === entry.id);
  return byCode ? phrases.otherArticle(knowledge.nameOf(meant), knowledge.nameOf(entry.workload)) : '';
}

function unknown(
  move: Extract<Move, { kind: 'unknown' }>,
  facts: Facts,
  knowledge: Knowledge,
  opening: string,
): Carried {
  if (move.about === 'small-talk')
    return {
      facts: { ...answered(facts), problem: [] },
      reply: { text: lines(opening, phrases.smallTalk), choices: [] },
    };
  const workload = facts.workload && knowledge.workload(facts.workload.value);
  const declared = knowledge.declaredWorkloads;
  const said =
    move.about === 'foreign'
      ? phrases.unknownTopic(move.foreign)
      : move.about === 'code'
        ? phrases.unknownCode(move.codes)
        : move.about === 'rejected'
          ? phrases.rejectedAll
          : phrases.unknown;
  const pages = (workload ? [workload] : declared).map(({ name, page }) => ({ name, url: page }));
  const text = lines(opening, said, phrases.officialPages(pages));
  if (workload || move.about !== 'no-match' || facts.asked.some((question) => question.kind === 'workload'))
    return { facts: answered(facts), reply: { text, choices: [] } };
  const open: Question = { kind: 'workload', options: declared.map(({ id }) => id) };
  return {
    facts: { ...facts, asked: [...facts.asked, open], open },
    reply: { text, choices: knowledge.workloadChoices(open.options) },
  };
}
