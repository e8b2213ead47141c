import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readArticle } from '../../src/articles/article.js';
import { DAMAGE_THRESHOLD, joinParticle, joinTornWords, spacingDamage } from '../../src/text/spacing.js';
import { corpusDir } from '../support/knowledge.js';

const article = (name: string): string => readFileSync(path.join(corpusDir, name), 'utf8');

describe('damage is measured on the text', () => {
  test.each([
    ['backup-azure-mars-troubleshoot.md', true],
    ['backup-azure-vms-troubleshoot.md', true],
    ['backup-azure-mabs-troubleshoot.2020-01-09.md', true],
    ['backup-azure-mabs-troubleshoot.2020-05-21.md', false],
    ['backup-azure-system-state-troubleshoot.md', false],
  ])('%s: damaged %s', (name, damaged) => {
    expect(spacingDamage(article(name)) >= DAMAGE_THRESHOLD).toBe(damaged);
  });
});

describe('torn words are joined', () => {
  test.each([
    ['다음을 확인 하 여 설정 합니다.', '다음을 확인하여 설정합니다.'],
    ['이러한 Url에 대 한 액세스를 보장 하지 않는 경우', '이러한 Url에 대한 액세스를 보장하지 않는 경우'],
    ['경고가 표시 되 면', '경고가 표시되면'],
    ['사용자에 게 권한이 있는지', '사용자에게 권한이 있는지'],
    ['적절 하 게 수행', '적절하게 수행'],
    ['해당 파일을 건너 뛰 었으 나', '해당 파일을 건너뛰었으나'],
    ['유효 하 고 액세스 가능한 지 확인', '유효하고 액세스 가능한지 확인'],
    ['최신 상태 인지 확인', '최신 상태인지 확인'],
    ['지원 되지 않는 크기 이기 때문에', '지원되지 않는 크기이기 때문에'],
    ['다른 작업이 진행 중 이므로', '다른 작업이 진행 중이므로'],
    ['서비스 스탬프에 프로 비전 되지 않음', '서비스 스탬프에 프로비전되지 않음'],
    ['자격 증명 파일은이 서버와 연결 된', '자격 증명 파일은 이 서버와 연결된'],
    ['데이터를 검색 하 고이를 기존 VM에', '데이터를 검색하고 이를 기존 VM에'],
    ['시스템 서비스에의 한 과도 한 작업', '시스템 서비스에 의한 과도한 작업'],
  ])('%s', (torn, whole) => {
    expect(joinTornWords(torn)).toBe(whole);
  });

  test.each([
    '업데이트해야 합니다.',
    '이렇게 하면 됩니다.',
    '사용할 수 있게 합니다.',
    '다시 한 번 시도',
    '설치되도록 하려면',
    '백업을 하는 동안',
    '서로 다른 두 지역',
  ])('what rightly stands apart stays apart: %s', (sound) => {
    expect(joinTornWords(sound)).toBe(sound);
  });
});

describe('particles after markup', () => {
  test.each([
    [' 을 선택하여', '을 선택하여'],
    [' 가 나타납니다', '가 나타납니다'],
    [' 으로 표시되는', '으로 표시되는'],
    [' 에서 선택', '에서 선택'],
    [' 이 아닌', '이 아닌'],
    [' 및 포트', ' 및 포트'],
    [' 이 옵션을', ' 이 옵션을'],
    [' 서비스가', ' 서비스가'],
  ])('"%s"', (after, joined) => {
    expect(joinParticle(after)).toBe(joined);
  });
});

test('nothing but spaces ever changes, whatever the text', () => {
  const words = fc.constantFrom(
    '확인',
    '하',
    '여',
    '합니다',
    '대',
    '한',
    '되',
    '면',
    '은이',
    '서버',
    '에',
    '게',
    '`code`',
    'C:\\Windows',
    '0x80070005',
    '해야',
    '(이',
    '.',
    'VM이',
    '프로',
    '비전',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const text = parts.join(' ');
      expect(joinTornWords(text).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('repairing twice is repairing once', () => {
  for (const name of ['backup-azure-mars-troubleshoot.md', 'backup-azure-vms-troubleshoot.md']) {
    const once = article(name).split('\n').map(joinTornWords);
    expect(once.map(joinTornWords)).toEqual(once);
  }
});

describe('human translations come out as they are', () => {
  test.each(['backup-azure-mabs-troubleshoot.2020-05-21.md', 'backup-azure-system-state-troubleshoot.md'])(
    '%s',
    (name) => {
      const source = article(name).normalize('NFC');
      const bare = (text: string): string =>
        text
          .replace(/<[^>]+>/g, ' ')
          .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
          .replace(/[*`\\]/g, '');
      // A particle joined to the markup before it is the one change allowed.
      const withParticlesJoined = bare(
        source.replace(/(\*\*|`|\)) (?=(?:을|를|은|는|이|가|의|에|에서|으로|로|와|과|도)[\s.,)])/g, '$1'),
      ).replace(/\s+/g, ' ');
      const phrases = readArticle(name, source).entries.flatMap(
        (entry) => JSON.stringify([entry.lead, entry.causes]).match(/"text":"((?:[^"\\]|\\.)*)"/g) ?? [],
      );
      const texts = phrases
        .map((phrase) => (JSON.parse(`{${phrase}}`) as { text: string }).text.trim())
        .filter((text) => /[가-힣]\s[가-힣]/.test(text));
      expect(texts.length).toBeGreaterThan(50);
      const changed = texts.filter((text) => !withParticlesJoined.includes(bare(text).replace(/\s+/g, ' ').trim()));
      expect(changed).toEqual([]);
    },
  );
});
