/** Where the public pages of the articles stand; a file's name without its extension follows. */
const LEARN = 'https://learn.microsoft.com/ko-kr';

/** The public page of an article of the Azure Backup documentation. */
export function pageOf(articleId: string, anchor = ''): string {
  return `${LEARN}/azure/backup/${encodeURIComponent(articleId)}${anchor ? `#${encodeURI(anchor)}` : ''}`;
}

/**
 * A link of an article as an absolute one to the current Korean page. Links that are no pages (script, file) and links
 * that cannot be read become undefined.
 */
export function absoluteLink(href: string, articleId: string): string | undefined {
  let url: URL;
  try {
    url = new URL(href.trim(), pageOf(articleId));
  } catch {
    return undefined;
  }
  if (url.protocol === 'mailto:') return url.href;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (/^(?:docs|learn)\.microsoft\.com$/i.test(url.hostname)) {
    const path = url.pathname.replace(/\.(?:md|yml)$/i, '').replace(/^\/[a-z]{2}-[a-z]{2}(?=\/|$)/i, '');
    url.protocol = 'https:';
    url.hostname = 'learn.microsoft.com';
    url.pathname = `/ko-kr${path}`;
  }
  return url.href;
}

/** The article id and anchor that a link of an article points to, if that is a page of the same documentation. */
export function articleLink(href: string): { articleId: string; anchor: string } | undefined {
  const match = href.match(/^https:\/\/learn\.microsoft\.com\/ko-kr\/azure\/backup\/([^/?#]+)(?:\?[^#]*)?(?:#(.*))?$/);
  if (!match?.[1]) return undefined;
  let anchor = match[2] ?? '';
  try {
    anchor = decodeURI(anchor);
  } catch {
    // A malformed escape in the article: compare it as it stands.
  }
  return { articleId: decodeURIComponent(match[1]), anchor };
}
