/**
 * Adds the chat to any page: <script src="https://…/embed.js" async></script>. Attributes of the script element:
 * data-title, data-color (of the button), data-position (right or left), data-width and data-height (CSS lengths),
 * data-open (true: open at the first visit).
 *
 * Button and panel live in a shadow tree: styles of the page do not reach them, and theirs do not reach the page.
 */

import { Kept } from './kept.js';

const WIDTH = '400px';
const HEIGHT = '640px';
const COLOR: Color = [15, 95, 184];

/** A length of its own: shares of a panel that has no size yet are none. */
const LENGTH = /^\d{2,4}(?:\.\d+)?(?:px|rem|em|vw|vh)$/;

const script = ownElement();

/** The element that loaded this. Pages may have an image of the name currentScript, and modules have none. */
function ownElement(): HTMLScriptElement | undefined {
  const current: unknown = document.currentScript;
  if (current instanceof HTMLScriptElement) return current;
  return [...document.querySelectorAll('script')].find(({ src }) => /\/embed\.js(?:\?|$)/.test(src));
}

function setting(name: string, fallback: string): string {
  return script?.dataset[name]?.trim() || fallback;
}

function lengthOf(name: string, fallback: string): string {
  const value = setting(name, fallback);
  return LENGTH.test(value) ? value : fallback;
}

type Color = [red: number, green: number, blue: number];

/** A colour as the browser reads it, whatever way it is written; undefined for none, or one that is seen through. */
function colorOf(text: string): Color | undefined {
  const context = document.createElement('canvas').getContext('2d');
  if (!context || !CSS.supports('color', text)) return undefined;
  context.fillStyle = text;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [red, green, blue] : undefined;
}

/** Whether white letters on a colour are read more easily than black ones (WCAG's relative luminance). */
function wantsWhite([red, green, blue]: Color): boolean {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05;
}

/** Whether it is open at a page's next visit. */
const remembered = new Kept('localStorage', 'backup-guide-open');

function mount(source: string): void {
  if (document.querySelector('backup-guide-chat')) return;
  const origin = new URL(source).origin;
  const title = setting('title', PHRASES.title);
  const given = colorOf(setting('color', '')) ?? COLOR;
  const color = `rgb(${given.join(' ')})`;
  const ink = wantsWhite(given) ? '#fff' : '#000';
  const side = setting('position', 'right') === 'left' ? 'left' : 'right';
  const width = lengthOf('width', WIDTH);
  const height = lengthOf('height', HEIGHT);

  const host = document.createElement('backup-guide-chat');
  const root = host.attachShadow({ mode: 'open' });
  // A constructed sheet is no inline style: it works under the page's own Content-Security-Policy.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    /* Of the page's own rules the ones for all elements reach this one; "important" here is stronger than theirs. */
    :host { all: initial !important; position: fixed !important; bottom: 20px !important; ${side}: 20px !important;
      z-index: 2147483000 !important; display: block !important; direction: ltr !important; color-scheme: light dark !important;
      font: 16px/1.4 system-ui, "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif !important; }
    [hidden] { display: none !important; }
    button { font: inherit; cursor: pointer; border: 2px solid transparent; }
    button:focus-visible { outline: 3px solid ${ink}; outline-offset: -6px; }
    .toggle { display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%; padding: 0;
      background: ${color}; color: ${ink}; box-shadow: 0 4px 16px rgb(0 0 0 / .3); margin-${side === 'right' ? 'left' : 'right'}: auto; }
    .toggle svg { width: 30px; height: 30px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    .panel { display: flex; flex-direction: column; box-sizing: border-box; width: min(${width}, calc(100vw - 40px));
      height: min(${height}, calc(100vh - 112px)); margin-bottom: 12px; border: 1px solid #8888; border-radius: 12px; overflow: hidden;
      background: Canvas; box-shadow: 0 8px 32px rgb(0 0 0 / .3); }
    .bar { display: flex; align-items: center; justify-content: space-between; background: ${color}; color: ${ink}; padding: 4px 4px 4px 14px; }
    .bar p { margin: 0; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .close { flex: none; width: 40px; height: 40px; padding: 8px; background: none; color: inherit; border-radius: 8px; }
    .close svg { width: 20px; height: 20px; display: block; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
    iframe { flex: 1; width: 100%; border: 0; min-height: 0; }
    @media (max-width: 480px), (max-height: 520px) {
      :host([open]) { inset: 0 !important; }
      .panel { width: 100vw; height: 100vh; height: 100dvh; margin: 0; border: 0; border-radius: 0; }
      :host([open]) .toggle { display: none; }
    }
    @media (forced-colors: active) { .toggle, .panel { border: 2px solid ButtonText; } }
    @media print { .panel, .toggle { display: none; } }
  `);
  root.adoptedStyleSheets = [sheet];

  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.id = 'panel';
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-label', title);
  panel.hidden = true;

  const bar = document.createElement('div');
  bar.className = 'bar';
  const name = document.createElement('p');
  name.textContent = title;
  const close = button('close', PHRASES.close, 'M5 5l14 14M19 5L5 19');
  bar.append(name, close);
  panel.append(bar);

  const toggle = button('toggle', PHRASES.open, 'M4 5h16v11H9l-5 4z M8 9h8 M8 12.5h5');
  toggle.setAttribute('aria-controls', 'panel');
  toggle.setAttribute('aria-expanded', 'false');
  root.append(panel, toggle);

  let frame: HTMLIFrameElement | undefined;
  const show = (open: boolean, byPerson: boolean): void => {
    if (open && !frame) {
      // Loaded when it is first wanted: the page pays for a button only.
      frame = document.createElement('iframe');
      frame.title = title;
      frame.allow = 'clipboard-write';
      frame.src = `${origin}/?embed=1`;
      // The focus that the frame got while it was empty is not the page's that arrives in it; it must be given anew.
      frame.addEventListener('load', () => {
        if (!byPerson || root.activeElement !== frame) return;
        frame?.blur();
        frame?.focus();
      });
      panel.append(frame);
    }
    panel.hidden = !open;
    host.toggleAttribute('open', open);
    toggle.setAttribute('aria-expanded', String(open));
    toggle.setAttribute('aria-label', open ? PHRASES.close : PHRASES.open);
    if (!byPerson) return;
    remembered.write(String(open));
    if (open) frame?.focus();
    else toggle.focus();
  };
  toggle.addEventListener('click', () => show(!host.hasAttribute('open'), true));
  close.addEventListener('click', () => show(false, true));
  root.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (key === 'Escape' && !isComposing && !panel.hidden) show(false, true);
  });
  // Escape inside the frame is told by the chat page.
  addEventListener('message', (event) => {
    if (event.source === frame?.contentWindow && event.origin === origin && event.data === 'backup-guide:close')
      show(false, true);
  });
  // Beside the body: what the page does to that, moving or dimming it, does not reach the chat.
  document.documentElement.append(host);
  show((remembered.read() ?? setting('open', 'false')) === 'true', false);
}

function button(className: string, label: string, icon: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.setAttribute('aria-label', label);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icon);
  svg.append(path);
  element.append(svg);
  return element;
}

const source = script?.src ?? '';
// biome-ignore lint/suspicious/noConsole: there whoever made the page looks.
if (source === '') console.warn('backup-guide: the script element of embed.js was not found.');
else {
  if (document.body) mount(source);
  else addEventListener('DOMContentLoaded', () => mount(source), { once: true });
}
