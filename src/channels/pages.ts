import { phrases } from '../../dialogs/phrases.ko.js';
import type { WebFiles } from './web-build.js';

/** What the pages say of this server. */
export interface PageFacts {
  endpoint: string;
  entries: number;
  workloads: readonly string[];
  retentionDays: number;
}

const { webChat: words } = phrases;

/** The page with the chat. `nonce` is for the styles that Web Chat makes while it runs. */
export function chatPage(files: WebFiles, nonce: string, embedded: boolean): string {
  return document(
    words.title,
    `<script src="/assets/${files.webChat}" defer></script>
<script src="/assets/${files.chat}" data-nonce="${nonce}" defer></script>`,
    files,
    `<body${embedded ? ' class="embedded"' : ''}>
<header>
  <div><h1>${words.title}</h1><p>${words.subtitle}</p></div>
  <button type="button" id="new-chat">${words.newChat}</button>
</header>
<div id="notice" role="status"></div>
<main id="chat"><p class="wait">${words.loading}</p></main>
<noscript><p class="wait">${words.noScript}</p></noscript>
<div id="announcer" role="status"></div>
<footer>
  <span>${words.attribution}</span>
  ${pageLink('/about', words.connect)}
  ${pageLink('/privacy', words.privacy)}
  ${pageLink('/terms', words.terms)}
</footer>
</body>`,
  );
}

/** Says what runs here and how else to talk to it. */
export function aboutPage(files: WebFiles, { endpoint, entries, workloads }: PageFacts): string {
  return article(files, words.connect, phrases.pages.about(entries, workloads.map(escapeHtml), escapeHtml(endpoint)));
}

/** What is kept of a conversation, how long, and how it is deleted. */
export function privacyPage(files: WebFiles, { retentionDays }: PageFacts): string {
  return article(files, words.privacy, phrases.pages.privacy(retentionDays));
}

export function termsPage(files: WebFiles): string {
  return article(files, words.terms, phrases.pages.terms);
}

/** Opens beside the chat, which goes on. */
function pageLink(address: string, name: string): string {
  return `<a href="${address}" target="_blank" rel="noopener">${name}</a>`;
}

function article(files: WebFiles, name: string, content: string): string {
  return document(
    `${name} - ${words.title}`,
    '',
    files,
    `<body>\n<main>\n<article>\n${content}\n<p><a href="/">${words.backToChat}</a></p>\n</article>\n</main>\n</body>`,
  );
}

function document(title: string, scripts: string, files: WebFiles, body: string): string {
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M3 4h18v13H10l-6 4v-4H3z' fill='%230f5fb8'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/assets/${files.style}">
${scripts}
</head>
${body}
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
