import { Guide } from '../../dialogs/guide.js';
import type { Search } from '../../src/search/search.js';
import { type DialogFigures, figuresOf, playQuestion, type Ranking, rankingOf, reliability } from './measures.js';
import { PEOPLE, populationFigures, visitsOf } from './population.js';
import type { Question } from './questions.js';

/** The measured figures of one half. */
export interface Figures {
  unknown: Ranking;
  known: Ranking;
  dialog: DialogFigures;
}

const percent = (value: number): string => (100 * value).toFixed(1);

export function measure(search: Search, questions: readonly Question[]): Figures {
  // What is vague says nothing to rank by: the dialog answers it with the first checks.
  const covered = questions.filter((question) => question.gold.length > 0 && question.kind !== 'vague');
  const guide = new Guide(search);
  return {
    unknown: rankingOf(
      search,
      covered.filter((question) => question.clarify !== 'required'),
      false,
    ),
    known: rankingOf(search, covered, true),
    dialog: figuresOf(questions.map((question) => playQuestion(guide, question))),
  };
}

function populationRows(search: Search, questions: readonly Question[]): string {
  const f = populationFigures(visitsOf(new Guide(search), questions));
  const rows: Array<[string, string]> = [
    ['solved (85 % of the right cures help)', `${percent(f.solved)} %`],
    ['handed over with a summary', `${percent(f.handedOver)} %`],
    ['told that no article answers', `${percent(f.declined)} %`],
    ['gave up after 14 messages', `${percent(f.gaveUp)} %`],
    ['messages until solved, mean', f.messages.toFixed(1)],
    ['questions per solved problem, mean', f.questions.toFixed(2)],
    ['solved with at most three questions', `${percent(f.atMostThree)} %`],
    ['questions put twice', String(f.repeated)],
  ];
  return rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n');
}

/** The report as it stands in docs/evaluation.md, from the same questions always the same. */
export function reportOf(search: Search, questions: readonly Question[]): string {
  const half = (name: 'tune' | 'report'): Question[] => questions.filter((question) => question.half === name);
  const tune = measure(search, half('tune'));
  const report = measure(search, half('report'));
  const kinds = [
    ...new Set(questions.filter((question) => question.gold.length > 0).map((question) => question.kind)),
  ].sort();
  const rank = ({ questions: n, first, firstThree, reciprocal }: Ranking): string =>
    `${n} | ${percent(first)} | ${percent(firstThree)} | ${percent(reciprocal)}`;
  const dialogRow = (name: string, pick: (figures: DialogFigures) => number, asPercent = true): string => {
    const show = (value: number): string => (asPercent ? `${percent(value)} %` : value.toFixed(2));
    return `| ${name} | ${show(pick(tune.dialog))} | ${show(pick(report.dialog))} |`;
  };
  const ofKind = (kind: string): string => {
    const own = half('report').filter((question) => question.kind === kind && question.gold.length > 0);
    return `| ${kind} | ${rank(rankingOf(search, own, false))} | ${rank(rankingOf(search, own, true))
      .split(' | ')
      .slice(1)
      .join(' | ')} |`;
  };
  return (
    [
      '### In dialog, up to the first answer',
      '| figure | tune half | report half |\n|---|---|---|',
      [
        dialogRow('right first answer', (d) => d.rightFirst),
        dialogRow('answered at once, of those that need no question', (d) => d.atOnce),
        dialogRow('asked for the workload where it is needed', (d) => d.askedWhereNeeded),
        dialogRow('asked for it needlessly', (d) => d.askedNeedlessly),
        dialogRow('ambiguous openings with every workload served', (d) => d.openingsAllServed),
        dialogRow('another entry shown first', (d) => d.wrongShown),
        dialogRow('declined or not offered although an article answers', (d) => d.declinedOnTopic),
        dialogRow('declined where none does', (d) => d.offTopicDeclined),
        dialogRow('questions per right answer', (d) => d.questionsPerRight, false),
      ].join('\n'),
      `### ${PEOPLE} simulated administrators, report half`,
      '| figure | |\n|---|---|',
      populationRows(search, half('report')),
      '### Ranking alone',
      '| half | workload | n | hit@1 | hit@3 | MRR@10 |\n|---|---|---|---|---|---|',
      [
        `| tune | unknown | ${rank(tune.unknown)} |`,
        `| tune | known | ${rank(tune.known)} |`,
        `| report | unknown | ${rank(report.unknown)} |`,
        `| report | known | ${rank(report.known)} |`,
      ].join('\n'),
      '### By kind, report half',
      '| kind | n | unknown: hit@1 | hit@3 | MRR@10 | known: hit@1 | hit@3 | MRR@10 |\n|---|---|---|---|---|---|---|---|',
      kinds.map(ofKind).join('\n'),
      '### Does any entry answer? Belief against truth, report half',
      '| belief | messages | mean belief | answered by an article |\n|---|---|---|---|',
      reliability(search, half('report'))
        .filter((bin) => bin.count > 0)
        .map(
          (bin) =>
            `| ${bin.from.toFixed(1)}–${bin.to.toFixed(1)} | ${bin.count} | ${bin.believed.toFixed(2)} | ${bin.answered.toFixed(2)} |`,
        )
        .join('\n'),
    ]
      .join('\n\n')
      // A table's head and body are one block.
      .replaceAll('|\n\n|', '|\n|')
  );
}
