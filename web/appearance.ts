/** How Web Chat looks here, light and dark. Its own defaults stand where nothing is said. */

const FONT =
  '"Segoe UI", system-ui, "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", sans-serif';
const MONOSPACE = 'Consolas, "Cascadia Mono", "D2Coding", "Noto Sans Mono CJK KR", monospace';

/** Text on its ground has a contrast of 4.5 and more, lines of 3 and more (WCAG 2.2 AA). */
const LIGHT = {
  ground: '#ffffff',
  text: '#1b1b1b',
  subtle: '#5c5f66',
  accent: '#0f5fb8',
  bubble: '#f3f5f8',
  own: '#dcebfc',
  line: '#c9ced6',
  hover: '#e8eef6',
};
const DARK: typeof LIGHT = {
  ground: '#1b1d21',
  text: '#f0f1f3',
  subtle: '#b1b6bf',
  accent: '#7ab8ff',
  bubble: '#282b31',
  own: '#173c63',
  line: '#4b515b',
  hover: '#333840',
};

export const dark = matchMedia('(prefers-color-scheme: dark)');
const highContrast = matchMedia('(forced-colors: active)');

/** Calls back when the person's choice of colours changes. */
export function onAppearanceChange(changed: () => void): void {
  dark.addEventListener('change', changed);
  highContrast.addEventListener('change', changed);
}

/** The sign of a link that opens in a tab of its own, in the colour of links: Web Chat's is black. */
function linkIcon(color: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='${color}' stroke-width='2' stroke-linecap='round'><path d='M9 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-3M13 5h6v6M19 5l-9 9'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

/** CSS pixels; as in chat.css. */
const LOW = 520;

export function styleOptions(): Record<string, unknown> {
  const c = dark.matches ? DARK : LIGHT;
  return {
    accent: c.accent,
    backgroundColor: c.ground,
    subtle: c.subtle,
    primaryFont: FONT,
    monospaceFont: MONOSPACE,
    markdownExternalLinkIconImage: linkIcon(c.accent),
    // Signs in error messages stay signs: "8)" is no smiling face.
    emojiSet: {},

    bubbleMaxWidth: 720,
    bubbleMinWidth: 60,
    bubbleBackground: c.bubble,
    bubbleTextColor: c.text,
    bubbleBorderColor: c.line,
    bubbleBorderRadius: 10,
    bubbleFromUserBackground: c.own,
    bubbleFromUserTextColor: c.text,
    bubbleFromUserBorderColor: c.line,
    bubbleFromUserBorderRadius: 10,
    paddingRegular: 10,

    // A long answer is read from its beginning, under the last lines of what was before it, where there is room for both.
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: innerHeight > LOW ? -60 : -10,
    messageActivityWordBreak: 'keep-all',
    // What cannot be sent is sent when it can be; so long it is "being sent". Web Chat's own limit.
    sendTimeout: 300_000,

    hideUploadButton: true,
    sendBoxBackground: c.ground,
    sendBoxTextColor: c.text,
    sendBoxPlaceholderColor: c.subtle,
    sendBoxBorderTop: `solid 1px ${c.line}`,
    sendBoxButtonColor: c.accent,
    sendBoxButtonShadeColorOnHover: c.hover,
    sendBoxButtonShadeColorOnActive: c.hover,
    sendBoxButtonShadeColorOnDisabled: c.ground,
    // A pasted log has lines.
    sendBoxTextWrap: true,
    maxMessageLength: 20_000,

    suggestedActionLayout: 'flow',
    suggestedActionHeight: 40,
    suggestedActionBorderRadius: 20,
    suggestedActionBorderWidth: 1,
    suggestedActionBackgroundColor: c.ground,
    suggestedActionTextColor: c.accent,
    suggestedActionBorderColor: c.accent,
    suggestedActionBackgroundColorOnHover: c.hover,
    suggestedActionBackgroundColorOnActive: c.hover,
    suggestedActionsVisualKeyboardIndicatorColor: c.text,
    suggestedActionKeyboardFocusIndicatorBorderColor: c.text,
    transcriptVisualKeyboardIndicatorColor: c.text,
    transcriptActivityVisualKeyboardIndicatorColor: c.subtle,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: c.text,

    notificationText: c.subtle,
    toastWarnBackgroundColor: c.bubble,
    toastWarnColor: c.text,
    toastErrorBackgroundColor: c.bubble,
    toastErrorColor: c.text,
    toastInfoBackgroundColor: c.bubble,
    toastInfoColor: c.text,
    timestampColor: c.subtle,
  };
}
