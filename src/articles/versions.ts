import { blockText } from '../knowledge/rich-text.js';
import { squash } from '../text/normalize.js';
import { bigrams } from '../text/tokens.js';
import type { Article } from './article.js';
import type { Draft } from './entries.js';

/** Above this share of common anchors two articles with the same title are versions of one page (the MABS twins: 0.9). */
const SAME_ANCHORS = 0.5;

/** An article with the older versions of its page. */
export interface ArticleVersions {
  newest: Article;
  older: Article[];
}

/**
 * Groups versions of one page, known by its first-level anchor or title and by the anchors of its sections. The newest
 * counts; of two with the same date the human translation.
 */
export function groupVersions(articles: readonly Article[]): ArticleVersions[] {
  const groups: Article[][] = [];
  // Only articles with the same title or first anchor can be versions of one page.
  const byName = new Map<string, Article[][]>();
  for (const article of articles) {
    const names = [`title:${squash(article.title)}`, `anchor:${article.anchors[0] ?? ''}`];
    const group = names
      .flatMap((name) => byName.get(name) ?? [])
      .find((members) => members.some((member) => isSamePage(member, article)));
    const own = group ?? [];
    own.push(article);
    if (!group) groups.push(own);
    for (const name of names) {
      const known = byName.get(name) ?? [];
      if (!known.includes(own)) byName.set(name, [...known, own]);
    }
  }
  return groups.map((members) => {
    const [newest, ...older] = [...members].sort((a, b) => b.date.localeCompare(a.date) || rank(b) - rank(a));
    return { newest: newest as Article, older };
  });
}

function rank(article: Article): number {
  return article.translation === 'human' ? 1 : 0;
}

function isSamePage(a: Article, b: Article): boolean {
  if (squash(a.title) !== squash(b.title) && a.anchors[0] !== b.anchors[0]) return false;
  const common = a.anchors.filter((anchor) => b.anchors.includes(anchor)).length;
  return common >= SAME_ANCHORS * Math.min(a.anchors.length, b.anchors.length);
}

/** All words of a draft, for comparison and recall. */
export function draftText(draft: Draft): string {
  const parts = [
    ...draft.lead,
    ...draft.causes.flatMap((cause) => [{ kind: 'text' as const, content: cause.cause }, ...cause.parts]),
  ];
  return [
    draft.title,
    ...parts.map((part) =>
      blockText(part.kind === 'steps' ? part.steps.flatMap((step) => step.content) : part.content),
    ),
  ].join('\n');
}

/** The entry of an older version that says the same as `draft`: same anchor, and the most syllable pairs in common. */
export function twinOf(draft: Draft, older: readonly Draft[]): Draft | undefined {
  const own = new Set(bigrams(squash(draftText(draft))));
  let best: Draft | undefined;
  let bestShare = 0.3;
  for (const other of older) {
    if (other.anchor !== draft.anchor) continue;
    const theirs = bigrams(squash(draftText(other)));
    const share = theirs.filter((pair) => own.has(pair)).length / Math.max(1, theirs.length);
    if (share > bestShare) {
      best = other;
      bestShare = share;
    }
  }
  return best;
}
