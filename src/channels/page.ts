/** The page at `/`: says what runs here and how to talk to it. No scripts. */
export function statusPage(endpoint: string, entries: number, workloads: readonly string[]): string {
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>백업 길잡이</title>
<style>
  :root { color-scheme: light dark; font-family: system-ui, "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", sans-serif; }
  body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; line-height: 1.6; }
  code { padding: .1em .4em; border-radius: .25em; background: #8883; word-break: break-all; }
  li { margin: .4rem 0; }
</style>
</head>
<body>
<h1>백업 길잡이</h1>
<p>Azure Backup 문제 해결 문서 ${entries}개 항목에서 답을 찾는 봇이 실행 중이에요.</p>
<p>다루는 백업: ${workloads.map(escapeHtml).join(', ')}</p>
<h2>대화하는 방법</h2>
<ul>
  <li>Bot Framework Emulator: <strong>Open Bot</strong>을 누르고 주소에 <code>${escapeHtml(endpoint)}</code>을 넣으세요.</li>
  <li>터미널: 프로젝트 폴더에서 <code>npm run chat</code></li>
</ul>
<p>상태: <a href="/healthz">/healthz</a></p>
<p><small>문서: Microsoft Docs, <a href="https://creativecommons.org/licenses/by/4.0/deed.ko">CC BY 4.0</a></small></p>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
