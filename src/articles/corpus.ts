import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { blocksOf, type Correction, type Entry, partsOf } from '../knowledge/entry.js';
import { GuideError } from '../knowledge/errors.js';
import { blockText } from '../knowledge/rich-text.js';
import { type Glossary, listedArticles, type Workload } from '../knowledge/workload.js';
import { FormMatcher } from '../text/mentions.js';
import { squash } from '../text/normalize.js';
import { type Article, articleIdOf, readArticle } from './article.js';
import { type CorrectionRule, readCorrections, readGlossary, readTerms, readWorkloads } from './corpus-files.js';
import type { Draft } from './entries.js';
import { corpusFiles } from './fingerprint.js';
import { BrokenArticle } from './front-matter.js';
import { pageOf } from './links.js';
import { type ArticleVersions, draftText, groupVersions, twinOf } from './versions.js';

/** Everything that the corpus folder says. */
export interface Corpus {
  entries: Entry[];
  workloads: Workload[];
  glossary: Glossary;
  /** Files that were left out, with the reason; each a whole sentence for the log. */
  warnings: string[];
}

const OWN_FILES = {
  workloads: 'workloads.yml',
  glossary: 'glossary.yml',
  corrections: 'corrections.yml',
  terms: 'terms.yml',
};
/**
 * Reads the corpus folder: all articles, workloads.yml, glossary.yml, corrections.yml and terms.yml. A broken article is left out with
 * a warning; a broken file of our own is an error, since without it answers would be wrong rather than missing.
 */
export async function loadCorpus(
  dir: string,
  onProgress: (read: number, total: number) => void = () => {},
): Promise<Corpus> {
  const files = await corpusFiles(dir);
  const own = new Set(Object.values(OWN_FILES));
  const articleFiles = files.filter((file) => !own.has(file));
  const readOwn = async (name: string): Promise<string | undefined> =>
    files.includes(name) ? readFile(path.join(dir, name), 'utf8') : undefined;
  const [workloadsText, glossaryText, correctionsText, termsText] = await Promise.all([
    readOwn(OWN_FILES.workloads),
    readOwn(OWN_FILES.glossary),
    readOwn(OWN_FILES.corrections),
    readOwn(OWN_FILES.terms),
  ]);
  const workloads = workloadsText === undefined ? [] : readWorkloads(OWN_FILES.workloads, workloadsText);
  const glossary: Glossary = {
    ...(glossaryText === undefined
      ? { concepts: [], foreign: [], apart: [], related: [], fillers: [], generic: [] }
      : readGlossary(OWN_FILES.glossary, glossaryText)),
    terms: termsText === undefined ? [] : readTerms(OWN_FILES.terms, termsText),
  };
  const corrections = correctionsText === undefined ? [] : readCorrections(OWN_FILES.corrections, correctionsText);

  const articles: Article[] = [];
  const warnings: string[] = [];
  for (const [index, file] of articleFiles.entries()) {
    const reading = await readFileAsArticle(dir, file);
    if ('line' in reading) {
      warnings.push(
        `"${file}", line ${reading.line}: left out, because ${reading.reason}. The other articles are served.`,
      );
    } else {
      articles.push(reading.article);
      if (reading.article.entries.length === 0) {
        warnings.push(`"${file}": read, but no section of it tells of a problem and its cure, so it adds nothing.`);
      }
    }
    onProgress(index + 1, articleFiles.length);
  }
  if (articles.length === 0)
    throw new GuideError('CORPUS_EMPTY', `No article in "${dir}" could be read: ${warnings.join(' ')}`);

  const versions = groupVersions(articles);
  const known = withTopics(workloads, versions, articles, glossary);
  const workloadOf = workloadFinder(known);
  const entries = versions.flatMap((version) => finish(version, workloadOf(version), corrections));
  linkRelated(entries, versions);
  return {
    entries: entries.map(({ entry }) => entry),
    workloads: known,
    glossary: withoutOwnMatters(
      glossary,
      known,
      entries.map(({ entry }) => entry),
    ),
    warnings,
  };
}

async function readFileAsArticle(
  dir: string,
  file: string,
): Promise<{ article: Article } | { line: number; reason: string }> {
  try {
    const bytes = await readFile(path.join(dir, file));
    return { article: readArticle(file, decodeUtf8(bytes)) };
  } catch (error) {
    if (error instanceof BrokenArticle) return { line: error.line, reason: error.reason };
    // A parser that fails on one file must not take the others with it.
    return { line: 1, reason: `it could not be parsed (${error instanceof Error ? error.message : String(error)})` };
  }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const lines = bytes.toString('latin1').split('\n');
    const line = lines.findIndex(
      (content) =>
        Buffer.from(Buffer.from(content, 'latin1').toString('utf8'), 'utf8').compare(Buffer.from(content, 'latin1')) !==
        0,
    );
    throw new BrokenArticle(line + 1, 'the line is not UTF-8', { cause });
  }
}

/** An article is about the workloads that this share of its entries name. */
const NAMED_ALL_ALONG = 0.25;

/**
 * The workloads, with the articles that are about them alone, and a topic for each other article. An article about a foreign
 * matter is a topic of its own though its title names a workload ("Azure VM의 SAP HANA").
 */
function withTopics(
  workloads: readonly Workload[],
  versions: readonly ArticleVersions[],
  articles: readonly Article[],
  glossary: Glossary,
): Workload[] {
  const present = new Set(articles.map((article) => article.id));
  const served = workloads.filter((workload) => workload.articles.some((id) => present.has(id)));
  const foreign = FormMatcher.of(glossary.foreign, glossary.apart);
  const aboutOf = workloadReader(served);
  const workloadOf = workloadFinder(served);
  const topics: Workload[] = [];
  const beside = new Map<string, string[]>();
  for (const version of versions) {
    if (workloadOf(version)) continue;
    const { newest } = version;
    const about = aboutOf(newest);
    const [workload] = about;
    if (workload !== undefined && about.length === 1 && foreign.find(newest.title).length === 0)
      beside.set(workload, [...(beside.get(workload) ?? []), newest.id]);
    else topics.push({ ...topicOf(newest), about });
  }
  return [...served.map((workload) => ({ ...workload, beside: beside.get(workload.id) ?? [] })), ...topics];
}

/** Says which workloads an article is about: those of its title, else those that it names all along. */
function workloadReader(workloads: readonly Workload[]): (article: Article) => string[] {
  const names = FormMatcher.of(workloads.map(({ id, names: forms }) => ({ id, forms })));
  const weakNames = FormMatcher.of(workloads.map(({ id, weakNames: forms }) => ({ id, forms })));
  return ({ title, entries }) => {
    const strong = namedIn(names, title);
    const inTitle = strong.size > 0 ? strong : namedIn(weakNames, title);
    if (inTitle.size > 0) return [...inTitle];
    const counts = new Map<string, number>();
    for (const entry of entries)
      for (const id of namedIn(names, draftText(entry))) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= NAMED_ALL_ALONG * entries.length).map(([id]) => id);
  };
}

/** What a text names, each once. */
function namedIn(matcher: FormMatcher, text: string): Set<string> {
  return new Set(matcher.find(text).map((mention) => mention.id));
}

function topicOf(article: Article): Workload {
  const short = article.title
    .replace(/\s*(?:백업)?\s*(?:문제|오류)\s*해결(?:\s*방법)?\s*$/, '')
    .replace(/\([^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const name = short.length >= 2 ? short : article.title;
  const button = name.length <= 20 ? name : `${name.slice(0, 19)}…`;
  return {
    id: article.id,
    name,
    button,
    description: `「${article.title}」 문서예요.`,
    names: [name],
    weakNames: [],
    things: [],
    hints: [],
    signs: [],
    looks: [],
    articles: [article.id],
    beside: [],
    about: [],
    page: pageOf(article.id),
    derived: true,
  };
}

/** Says which workload a page belongs to, by the ids of all its versions. */
function workloadFinder(workloads: readonly Workload[]): (version: ArticleVersions) => Workload | undefined {
  const byArticle = new Map(
    workloads.flatMap((workload) => [...workload.articles, ...workload.beside].map((id) => [id, workload] as const)),
  );
  return ({ newest, older }) =>
    [newest, ...older].map(({ id }) => byArticle.get(id)).find((workload) => workload !== undefined);
}

/** Passages in which an article of the corpus names a foreign matter, from which on it is one of ours. */
const NO_LONGER_FOREIGN = 2;

/**
 * Foreign matters without those that other articles of the corpus than the listed ones write about: whoever asks about them
 * is answered or not by what these say.
 */
function withoutOwnMatters(glossary: Glossary, workloads: readonly Workload[], entries: readonly Entry[]): Glossary {
  const listed = listedArticles(workloads);
  const others = entries.filter((entry) => !listed.has(entry.articleId));
  if (others.length === 0) return glossary;
  const matcher = FormMatcher.of(glossary.foreign, glossary.apart);
  const named = new Map<string, number>();
  const count = (text: string, weight: number): void => {
    for (const id of namedIn(matcher, text)) named.set(id, (named.get(id) ?? 0) + weight);
  };
  for (const title of new Set(others.map((entry) => entry.source.articleTitle))) count(title, NO_LONGER_FOREIGN);
  for (const entry of others) {
    count(entry.title, NO_LONGER_FOREIGN);
    for (const part of partsOf(entry)) count(blockText(blocksOf(part)), 1);
  }
  return { ...glossary, foreign: glossary.foreign.filter(({ id }) => (named.get(id) ?? 0) < NO_LONGER_FOREIGN) };
}

interface Finished {
  entry: Entry;
  draft: Draft;
}

function finish(
  { newest, older }: ArticleVersions,
  workload: Workload | undefined,
  rules: readonly CorrectionRule[],
): Finished[] {
  const olderDrafts = older.flatMap((article) => article.entries);
  const ids = new Set([newest, ...older].map((article) => article.id));
  const own = rules.filter((rule) => ids.has(rule.article));
  return newest.entries.map((draft) => {
    const { anchor: _anchor, links: _links, anchorsBelow: _below, anchorsAbove: _above, ...rest } = draft;
    const twin = twinOf(draft, olderDrafts);
    const entry: Entry = {
      ...rest,
      workload: workload?.id ?? newest.id,
      corrections: correctionsFor(draft, own),
      below: [],
      related: [],
      recall: { ...draft.recall, olderText: twin ? draftText(twin) : '' },
    };
    return { entry, draft };
  });
}

function correctionsFor(draft: Draft, rules: readonly CorrectionRule[]): Correction[] {
  const text = squash(draftText(draft));
  return rules.flatMap((rule) => {
    const says = rule.says.filter((variant) => text.includes(squash(variant)));
    return says.length === 0
      ? []
      : [{ id: rule.id, says, correct: rule.correct, command: rule.command, ground: rule.ground }];
  });
}

/** Fills `below` and `related`: what an entry links to, then what stands below and above it. */
function linkRelated(finished: readonly Finished[], versions: readonly ArticleVersions[]): void {
  const canonical = new Map(
    versions.flatMap(({ newest, older }) => [newest, ...older].map((article) => [article.id, newest.id] as const)),
  );
  const byAnchor = new Map<string, string[]>();
  for (const { entry, draft } of finished) {
    const key = `${entry.articleId}#${draft.anchor}`;
    byAnchor.set(key, [...(byAnchor.get(key) ?? []), entry.id]);
  }
  for (const { entry, draft } of finished) {
    const linked = draft.links.flatMap(
      (link) => byAnchor.get(`${canonical.get(articleIdOf(link.articleId)) ?? link.articleId}#${link.anchor}`) ?? [],
    );
    const at = (anchors: readonly string[]): string[] =>
      anchors.flatMap((anchor) => byAnchor.get(`${entry.articleId}#${anchor}`) ?? []).filter((id) => id !== entry.id);
    entry.below = at(draft.anchorsBelow);
    entry.related = [
      ...new Set([...linked.filter((id) => id !== entry.id), ...entry.below, ...at(draft.anchorsAbove)]),
    ];
  }
}
