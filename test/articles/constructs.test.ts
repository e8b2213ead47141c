import { describe, expect, test } from '@jest/globals';
import { readArticle } from '../../src/articles/article.js';
import type { Draft } from '../../src/articles/entries.js';
import { BrokenArticle } from '../../src/articles/front-matter.js';
import { blockText, linksOf } from '../../src/knowledge/rich-text.js';

const read = (markdown: string, file = 'x.md'): Draft[] => readArticle(file, markdown).entries;
const textOf = (draft: Draft | undefined): string => {
  const parts = draft
    ? [
        ...draft.lead,
        ...draft.causes.flatMap((cause) => [{ kind: 'text' as const, content: cause.cause }, ...cause.parts]),
      ]
    : [];
  return parts
    .filter((part) => part.kind === 'steps' || part.content.length > 0)
    .map((part) => blockText(part.kind === 'steps' ? part.steps.flatMap((step) => step.content) : part.content))
    .join('\n');
};
const section = (body: string): string => `# 제목\n\n## <a name="a"></a>항목\n\n${body}\n`;

describe('what DocFX articles hold', () => {
  test.each([
    ['CRLF and BOM', '\ufeff# 제목\r\n\r\n## <a name="a"></a>항목\r\n\r\n- 다시 시작합니다.\r\n', '다시 시작합니다.'],
    [
      'an include alone and inline',
      section('[!INCLUDE [note](../../includes/x.md)]\n\n- [!INCLUDE [y](y.md)] 서비스를 시작합니다.'),
      '서비스를 시작합니다.',
    ],
    ['a video', section('> [!VIDEO https://example.com/v]\n\n- 확인합니다.'), '확인합니다.'],
    [
      'an image directive over lines',
      section(':::image type="content"\nsource="a.png" alt-text="그림":::\n\n- 확인합니다.'),
      '확인합니다.',
    ],
    ['monikers', section('::: moniker range=">=1"\n\n- 확인합니다.\n\n::: moniker-end'), '확인합니다.'],
    ['an alert without space', section('>[!Note]\n>값을 바꿉니다.'), '값을 바꿉니다.'],
    ['a comment', section('<!-- 숨김 -->\n\n- 확인합니다.'), '확인합니다.'],
    ['a placeholder in angle brackets', section('- <vault-name>을 확인합니다.'), '<vault-name>을 확인합니다.'],
    [
      'a table without outer pipes',
      section('오류 | 해결 방법\n--- | ---\n실패 1 | 다시 시도합니다.'),
      '실패 1\n다시 시도합니다.',
    ],
    [
      'a row with too few and one with too many cells',
      section('| 오류 | 해결 방법 |\n|--|--|\n| 실패 1 |\n| 실패 2 | 시도합니다. | 남음 |'),
      '',
    ],
    [
      'unclosed list items in a cell',
      section('| 오류 | 해결 방법 |\n|--|--|\n| 실패 1 | <ol><li>하나를 합니다.<li>둘을 합니다.<ol> |'),
      '실패 1\n하나를 합니다.\n둘을 합니다.',
    ],
    ['a reference link', section('- [문서][1]를 참조합니다.\n\n[1]: https://example.com/a'), '문서를 참조합니다.'],
    [
      'a raw table',
      section(
        '<table><tr><th>오류</th><th>해결 방법</th></tr><tr><td>실패 1</td><td>다시 시도합니다.</td></tr></table>',
      ),
      '실패 1\n다시 시도합니다.',
    ],
    ['a tab', section('# [포털](#tab/portal)\n\n- 클릭합니다.\n\n***'), '포털\n클릭합니다.'],
  ])('%s', (_name, markdown, expected) => {
    const entries = read(markdown);
    expect(entries.length).toBeGreaterThan(0);
    if (expected) expect(textOf(entries[0])).toBe(expected);
  });

  test('a heading without an anchor gets one from its words, twice the same one a number', () => {
    const entries = read('# 제목\n\n## 같은 이름\n\n- 확인합니다.\n\n## 같은 이름\n\n- 실행합니다.\n');
    expect(entries.map((entry) => entry.id)).toEqual(['x#같은-이름', 'x#같은-이름-2']);
  });

  test('links become absolute', () => {
    const entries = read(
      section(
        '- [a](./y.md#z) [b](../virtual-machines/w.md) [c](/windows-server/v) [d](#a) [e](https://docs.microsoft.com/azure/u) [f](javascript:x)합니다.',
      ),
    );
    const steps = entries[0]?.causes[0]?.parts[0];
    const links =
      steps?.kind === 'steps' ? linksOf(steps.steps.flatMap((step) => step.content)).map((link) => link.href) : [];
    expect(links).toEqual([
      'https://learn.microsoft.com/ko-kr/azure/backup/y#z',
      'https://learn.microsoft.com/ko-kr/azure/virtual-machines/w',
      'https://learn.microsoft.com/ko-kr/windows-server/v',
      'https://learn.microsoft.com/ko-kr/azure/backup/x#a',
      'https://learn.microsoft.com/ko-kr/azure/u',
    ]);
  });

  test('next steps are no entry', () => {
    expect(
      read(`${section('- 확인합니다.')}\n## <a name="next-steps"></a>다음 단계\n\n- [다른 문서](y.md)`),
    ).toHaveLength(1);
  });
});

test('a YAML FAQ gives an entry a question', () => {
  const faq =
    '### YamlMime:FAQ\nmetadata:\n  title: 질문\n  ms.date: 01/02/2021\n  ms.translationtype: HT\ntitle: 질문과 대답\nsummary: 요약\nsections:\n  - name: 일반\n    questions:\n      - question: |\n          캐시 폴더는 어디에 있나요?\n        answer: |\n          기본 위치는 `C:\\Scratch` 입니다.\n          - 서비스를 중지합니다.\n';
  const [entry] = read(faq, 'faq.yml');
  expect(entry).toMatchObject({
    title: '캐시 폴더는 어디에 있나요?',
    source: { date: '2021-01-02', translation: 'human', articleTitle: '질문과 대답' },
  });
  expect(textOf(entry)).toContain('서비스를 중지합니다.');
});

describe('a broken file says where and why', () => {
  test.each([
    ['an empty file', '  \n', 1],
    ['front matter that never ends', '---\ntitle: a\n# 제목\n', 1],
    ['front matter that is no YAML', '---\ntitle: [a\nb: c\n---\n# 제목\n', 3],
    ['binary content', '# 제목\n\n\u0000\u0001', 3],
  ])('%s', (_name, source, line) => {
    const failure = (): unknown => {
      try {
        return readArticle('x.md', source);
      } catch (error) {
        return error;
      }
    };
    const error = failure();
    expect(error).toBeInstanceOf(BrokenArticle);
    expect((error as BrokenArticle).line).toBe(line);
    expect((error as BrokenArticle).reason).not.toBe('');
  });
});
