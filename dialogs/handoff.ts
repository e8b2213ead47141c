import type { Facts, Trial } from '../src/knowledge/conversation.js';
import { blockText } from '../src/knowledge/rich-text.js';
import { maskSecrets } from '../src/text/mask.js';
import { normalize } from '../src/text/normalize.js';
import { withoutSwearing } from '../src/text/swearing.js';
import { unitsOf } from '../src/triage/pages.js';
import { problemText } from './hear.js';
import type { Knowledge } from './knowledge.js';
import { escapeMarkdown, lines, link } from './markdown.js';
import { phrases } from './phrases.ko.js';
import type { Reply } from './reply.js';

/** Characters of the problem in a summary; a paste of a log is cut. */
const LONGEST_PROBLEM = 600;
/** Characters of a step in a summary. */
const LONGEST_STEP = 60;

/** What a summary for the support says; everything masked. */
interface Pack {
  workload: string;
  problem: string;
  codes: string[];
  versions: string;
  tried: Array<{ label: string; url: string; outcome: string; steps: string[] }>;
}

/**
 * The summary to hand to support: readable in the chat, and as a text file. Nothing secret is in it, and the person's words
 * are theirs. It asks for versions once.
 */
export function handoff(opening: string, facts: Facts, knowledge: Knowledge): { reply: Reply; asksVersions: boolean } {
  const pack = packOf(facts, knowledge);
  const asksVersions = facts.handedOver === undefined && facts.versions === undefined && facts.problem.length > 0;
  const reply = {
    text: lines(opening, asMarkdown(pack), asksVersions ? phrases.askVersions : ''),
    question: phrases.pasteSummary,
    choices: [],
    plain: true,
    link: { title: phrases.supportName, url: phrases.supportLink },
    file: { name: phrases.handoffFile, text: asText(pack) },
  };
  return { reply, asksVersions };
}

function packOf(facts: Facts, knowledge: Knowledge): Pack {
  const labels = phrases.handoffLabels;
  const problem = maskSecrets(normalize(withoutSwearing(problemText(facts))));
  const tried = facts.trials.flatMap((trial) => {
    const entry = knowledge.entry(trial.entry);
    return entry
      ? [
          {
            label: entry.label,
            url: entry.source.url,
            outcome: phrases.outcomes[trial.outcome],
            steps: stepsTried(trial, knowledge),
          },
        ]
      : [];
  });
  const fromTrial = facts.trials[0] && knowledge.entry(facts.trials[0].entry)?.workload;
  const workload = facts.workload?.value ?? fromTrial;
  return {
    workload: workload === undefined ? labels.unknown : knowledge.nameOf(workload),
    problem: problem === '' ? labels.unknown : cut(problem.replace(/\s*\n\s*/g, ' / '), LONGEST_PROBLEM),
    // As they were written: a code that is nearly a known one is another code.
    codes: knowledge.search.search(problem).identifiers.map(({ text }) => text),
    versions: facts.versions?.value ?? labels.unknown,
    tried,
  };
}

/** The steps of which the person said what became of them. */
function stepsTried({ entry: id, steps = [] }: Trial, knowledge: Knowledge): string[] {
  const entry = knowledge.entry(id);
  const units = entry ? unitsOf(entry) : [];
  return steps.map(({ unit, item, outcome }) => {
    const step =
      units[unit]?.step ?? units[unit]?.parts.flatMap((part) => (part.kind === 'steps' ? part.steps : []))[item ?? 0];
    const text = blockText(step?.content ?? []).replace(/\s+/g, ' ');
    return `${unit + 1}/${units.length} ${cut(text, LONGEST_STEP)}: ${phrases.stepOutcomes[outcome]}`;
  });
}

const cut = (text: string, length: number): string => {
  const signs = Array.from(text);
  return signs.length <= length ? text : `${signs.slice(0, length).join('')}…`;
};

function asMarkdown({ workload, problem, codes, versions, tried }: Pack): string {
  const labels = phrases.handoffLabels;
  const item = (label: string, value: string): string => `- **${label}:** ${value}`;
  const trials = tried.map(({ label, url, outcome, steps }) =>
    [
      `  - ${link(escapeMarkdown(label), url)} (${outcome})`,
      ...steps.map((step) => `    - ${escapeMarkdown(step)}`),
    ].join('\n'),
  );
  return [
    `**${labels.title}**`,
    [
      item(labels.workload, escapeMarkdown(workload)),
      item(labels.problem, escapeMarkdown(problem)),
      item(
        labels.codes,
        codes.length > 0 ? codes.map((code) => `\`${code.replace(/`/g, '')}\``).join(', ') : labels.none,
      ),
      item(labels.versions, escapeMarkdown(versions)),
      item(labels.tried, tried.length > 0 ? '' : labels.none),
      ...trials,
    ].join('\n'),
    link(phrases.supportName, phrases.supportLink),
  ].join('\n\n');
}

function asText({ workload, problem, codes, versions, tried }: Pack): string {
  const labels = phrases.handoffLabels;
  return [
    labels.title,
    '',
    `${labels.workload}: ${workload}`,
    `${labels.problem}: ${problem}`,
    `${labels.codes}: ${codes.join(', ') || labels.none}`,
    `${labels.versions}: ${versions}`,
    `${labels.tried}:${tried.length > 0 ? '' : ` ${labels.none}`}`,
    ...tried.flatMap(({ label, url, outcome, steps }) => [
      `- ${label} (${outcome})`,
      ...steps.map((step) => `  - ${step}`),
      `  ${url}`,
    ]),
    '',
    phrases.supportLink,
    '',
  ].join('\n');
}

/** Versions that a message states and nothing else does: "Windows Server 2019, 에이전트 2.0.9250", "2019요". */
const VERSION =
  /\d+(?:\.\d+){1,3}|\bv\d|(?:server|서버|윈도우|windows|에이전트|agent|mabs|dpm|ur|버전)[^\n]{0,20}\d{1,4}|\b20[0-3]\d(?!\d)/i;
const LONGEST_VERSIONS = 120;

/** The versions that a message states, after they were asked for; undefined where it is about something else. */
export function readVersions(text: string): string | undefined {
  const plain = normalize(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?:이?요|이에요|예요|입니다|이야|임)$/, '');
  const isShort = plain.length <= LONGEST_VERSIONS && VERSION.test(plain);
  const isElse = /안\s?(?:돼|되|됨|됩)|실패|오류|에러|못|\?|\d단계|0x|\d{5,}(?!\.)/.test(
    plain.replace(/\d+(?:\.\d+)+/g, ''),
  );
  return isShort && !isElse ? maskSecrets(plain) : undefined;
}
