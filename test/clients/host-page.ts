import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Rules that would spoil the chat's button, if they reached it. */
const SPOILING = `button { background: pink; font-size: 40px; }
.panel { display: none; }
body { font-family: sans-serif; padding: 2rem; transform: scale(1); }
backup-guide-chat { display: none !important; opacity: 0 !important; transform: scale(0) !important; width: 0 !important;
  max-height: 0 !important; margin: 90px !important; font-size: 99px !important; direction: rtl !important; position: static !important; }`;

/** A page of another site, with styles and a policy of its own, that has the chat's one line. */
export class HostPage {
  private constructor(private readonly server: http.Server) {}

  static async start(chat: string, attributes = '', css = SPOILING): Promise<HostPage> {
    const html = `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>사내 IT 포털</title>
<link rel="stylesheet" href="/portal.css">
<script src="${chat}/embed.js" async ${attributes}></script>
</head>
<body>
<main><h1>사내 IT 포털</h1>
<p>백업이 실패했으면 오른쪽 아래 버튼을 눌러 물어보세요.</p>
<button type="button" class="toggle">포털 버튼</button></main>
</body>
</html>`;
    const server = http.createServer((req, res) => {
      const isStyle = req.url === '/portal.css';
      res.setHeader('Content-Type', isStyle ? 'text/css' : 'text/html; charset=utf-8');
      res.setHeader(
        'Content-Security-Policy',
        `default-src 'self'; script-src ${chat}; style-src 'self'; frame-src ${chat}`,
      );
      res.end(isStyle ? css : html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HostPage(server);
  }

  /** By another name than the bot's: another site, not only another port. */
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
