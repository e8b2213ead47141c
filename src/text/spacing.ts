/**
 * Repair of the spaces that an older machine translation left inside Korean words ("확인 하 여", "대 한", "되 면").
 *
 * Damage is measured on the text itself (`spacingDamage`), because the articles' translation type does not predict it;
 * a text without damage comes back unchanged. Within a damaged text a word is joined to the one before only where both
 * sides have a form that correct Korean does not write apart.
 */

/** Splits that correct Korean never has: the measure of damage. */
const NEVER_SPLIT =
  /(?:^|\s)(?:[하되]\s(?:여|고|면|게|지|며|기)|대\s(?:한|해)|[가-힣]+\s되\s면|에\s게|[가-힣]+\s(?:하는|합니다|된|되어|하지|하려면|하세요|됩니다|되었습니다))(?=[\s.,)]|$)/g;

/** Damaged splits per 1,000 Hangul words. Machine-translated articles measure 30 and more, human ones under 6. */
export function spacingDamage(text: string): number {
  const words = text.match(/[가-힣]+/g)?.length ?? 0;
  if (words === 0) return 0;
  return (1000 * (text.match(NEVER_SPLIT)?.length ?? 0)) / words;
}

/** Above this many splits per 1,000 words a text counts as damaged; between the two groups measured above. */
export const DAMAGE_THRESHOLD = 12;

// Forms of 하다, 되다, 시키다 and of the copula that machine translation tore from their noun.
const TAIL = '(?:은|는|을|를|이|가|도|만|에|에는|의|으로|부터|까지|때)?';
const HADA =
  '(?:하(?:여|여야|여서|였|였습니다|고|고는|는|는데|는지|지|지는|지도|지만|면|며|거나|기|기만|게|게는|도록|려면|려는|려고|려고는|세요|십시오|므로|던|라는|나요|였으며)?|한|한지|한가요|한다|한다면|한다는|할|할지|함|합니다|합니까|했|했습니다|했으나|했지만|했거나|했는지|했던|했을|했음|했으며|했고|했기|해|해야|해서|해도)';
const DOEDA =
  '(?:되(?:고|는|는지|지|지만|지는|지도|면|며|거나|거|기|게|도록|려면|므로|어|어야|어도|어서|었|었습니다|었으나|었지만|었거나|었는지|었던|었을|었음|었으며|었기|던|나요)?|된|된다|된다는|될|될지|됨|됩니다|됩니까|됐|됐습니다|돼|돼야)';
const SIKIDA = '(?:시키(?:고|는|지|면|며|거나|기|도록|려면)?|시킨|시킬|시킴|시킵니다|시켜|시켜야|시켰습니다)';
const COPULA =
  '(?:인지|이기|이므로|이거나|이며|이면|이고|이지만|이어야|이어서|이었|이었습니다|입니다|인가요|이라는|이라고|라고도|여야|여서)';
const GLUED = '(?:당|별로|으로부터|로부터|에서만|처럼|보다|뿐만)';
const HA_FORM = new RegExp(`^(?:${HADA}|${DOEDA}|${SIKIDA})${TAIL}$`);
const COPULA_FORM = new RegExp(`^${COPULA}${TAIL}$`);
const GLUED_FORM = new RegExp(`^${GLUED}(?:는|도)?$`);

/** Words after which a form of 하다 or 되다 stands by itself: "해야 합니다", "하도록 합니다", "이렇게 하면", "서비스를 하는". */
const OWN_VERB_BEFORE =
  /(?:야|게|록|려고|고|지|면|며|거나|[을를은는도]|어떻게|이렇게|그렇게|못|안|잘|수|것|[가-힣]로|에서|에|와|과|까지|부터|만|더|다시|또|또는|및|한)$/;
/** Nouns that end like one of those and yet take 하다. */
const NOUN_DESPITE_ENDING =
  /(?:경고|보고|참고|권고|최고|공고|신고|출고|정지|중지|유지|금지|방지|감지|공지|인지|통지|폐지|설치|배치|일치|탑재|시도|별도|제거|변경|요구|복구|연구|이동|자동|작동|필요|중요|주요|제한|무한|동의|정의|주의|회의|문의|협의|적용|효과|경과|통과|초과|부과|전달|도달|구분|확인|평가|추가|증가|허가|인가|참가|대기|초기화|읽기|쓰기|만들기|로그인|완료|종료|만료|의존|보존|저장|동결|재개|가동|표시|관리|처리|분리|정리|격리|암호화|탐지|등록|기록|로드|다운로드|업로드|업그레이드|업데이트|스캔|트리거|충분|가능|불가능|유효|과도|적절|동일|일관|안전|특정|관련|연결|대|위|인|관|통|의|비|수행|발생|실패|성공|사용|설명|시작|해결|검토|선택|구성|제공|보호|백업|복원|만|지정|차단|방해|제외|완화|할당|포함|허용|생성|삭제|변환|전송|복사|실행|취소|반복|간단|다양|존재|보장|준비|권장|구독|준수|횟수|복수|잘못)$/;
/** Counters that show that a 한 before them is the number one: "한 번", "한 개". */
const COUNTER = /^(?:번|개|가지|명|대|시간|달|쪽|줄|사람|곳|글자|번에|번의|개의)/;

/** Nouns whose first syllables form words of their own, split in two: pairs seen in real articles. */
const SPLIT_NOUNS: ReadonlyArray<readonly [RegExp, string]> = [
  [/프로 비전/g, '프로비전'],
  [/오프 라인/g, '오프라인'],
  [/온 라인/g, '온라인'],
  [/네임 스페이스/g, '네임스페이스'],
  [/메타 데이터/g, '메타데이터'],
  [/워크 로드/g, '워크로드'],
  [/오프 로드/g, '오프로드'],
  [/하트 비트/g, '하트비트'],
  [/피어 링/g, '피어링'],
  [/지 원하는/g, '지원하는'],
  [/건너 뛰/g, '건너뛰'],
  [/언제 든 ?지/g, '언제든지'],
  [/에의 한/g, '에 의한'],
  [/여 서(?=\s)/g, '여서'],
  [/([하되]) 고이([를는]?)(?=\s)/g, '$1고 이$2'],
];

/** Nouns that follow a glued demonstrative in "은이 서버", "에서이 작업"; without one of them the 이 is left alone. */
const GLUED_THIS =
  /([가-힣]+(?:은|는|를|을|에서|려면|하고|되고|경우|하면|으로|과|이|고))이(?=\s(?:서버|문서|문제|작업|오류|링크|옵션|설정|명령|드라이브|파일|컴퓨터|VM|기능|단계|방법|값|항목|섹션|정보|데이터|서비스|이름|폴더|메시지|이벤트))/g;
const GLUED_AS_FOR_THIS = /(경우|때문에|하여|므로)이는(?=\s)/g;
const SENTENCE_THIS = /([.:,])(이(?:는|를)?)(?=\s[가-힣])/g;

function joinsToPrevious(left: string, word: string, next: string | undefined): boolean {
  const bare = word.replace(/[.,)\]"':;?!]+$/, '');
  const stem = left.replace(/^[("'[]+/, '');
  if (!/[가-힣A-Za-z)\]]$/.test(stem)) return false;
  if (/^(?:에게|게)(?:는|도|서)?$/.test(bare)) return bare.startsWith('에') || /에$/.test(stem);
  if (/^(?:었|았|였|겠|었으|었지|었습)/.test(bare)) return /[가-힣]$/.test(stem);
  if (GLUED_FORM.test(bare)) return /[가-힣]$/.test(stem) && bare !== '당';
  if (COPULA_FORM.test(bare)) return /[가-힣]$/.test(stem) && !/(?:은|는|을|를|의|에|한|된|할|될)$/.test(stem);
  if (bare === '인') return /^(?:한|해)$/.test(next ?? '') === false && /(?:상태|중|활성|구성원|관리자)$/.test(stem);
  if (!HA_FORM.test(bare)) return false;
  if (bare === '한' && next !== undefined && COUNTER.test(next)) return false;
  if (/^(?:대|위|인|관|통|의|비)$/.test(stem)) return /^(?:한|해|하여|해서|해야|하)$/.test(bare);
  if (/^[가-힣]$/.test(stem) && !/^(?:정|구|행|향|당|피|원)$/.test(stem)) return false;
  return !OWN_VERB_BEFORE.test(stem) || NOUN_DESPITE_ENDING.test(stem);
}

/** Endings that a lone 하, 되 or 시키 waits for: "하 여", "되 면", "이어 지 는". */
const SPLIT_ENDING =
  /^(?:여|여야|여서|고|고는|는|는지|지|지만|지는|면|며|거나|거|기|기만|게|게는|도록|려면|려는|려고|라는|므로|나|던|세요|나요|지도)(?:은|는|을|를|도|만|에)?[.,)]*$/;

function joinWords(words: string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const left = out[out.length - 1];
    if (left === undefined || left === '') {
      out.push(word);
      continue;
    }
    const afterLoneStem = /(?:^|[가-힣])(?:하|되)$/.test(left) && SPLIT_ENDING.test(word);
    const afterPast = /(?:었|았|했|됐)으$/.test(left) && /^(?:나|며|면|니|므로)[.,]*$/.test(word);
    const afterAdnominal = /(?:[능효요분일]한|[할될인는]|했는|되는)$/.test(left) && /^지$/.test(word);
    if (afterLoneStem || afterPast || afterAdnominal || joinsToPrevious(left, word, words[i + 1]))
      out[out.length - 1] = left + word;
    else out.push(word);
  }
  return out;
}

/**
 * One run of prose (no code, no URL) with its torn words joined. Call it only for texts whose `spacingDamage` says that
 * they are damaged: in sound Korean some of the joined forms may rightly stand apart.
 */
export function joinTornWords(text: string): string {
  const lead = text.match(/^\s*/)?.[0] ?? '';
  const trail = lead.length === text.length ? '' : (text.match(/\s*$/)?.[0] ?? '');
  const body = text.slice(lead.length, text.length - trail.length);
  let repaired = body;
  for (const [split, joined] of SPLIT_NOUNS) repaired = repaired.replace(split, joined);
  repaired = repaired
    .split('\n')
    .map((line) => joinWords(line.split(/ +/)).join(' '))
    .join('\n')
    .replace(GLUED_THIS, '$1 이')
    .replace(GLUED_AS_FOR_THIS, '$1 이는')
    .replace(SENTENCE_THIS, '$1 $2');
  return lead + repaired + trail;
}

const PARTICLE =
  /^[ \t]+((?:을|를|은|는|가|의|라는|라고|에|에서|에서는|에는|에게|으로|로|와|과|도|만|까지|부터|인지|입니다|이라는|라는|으로만)(?=[\s.,)]|$)|이(?=\s(?:아닌|아니|없|있|표시|필요|나타|설정|열)))/;

/**
 * The text that follows bold text, a link or code, with a particle that stands apart from it joined:
 * "**서버 등록** 을 선택" is read as "서버 등록을 선택". 이 is joined only before words that show it to be a particle, because
 * "이 옵션" (this option) looks the same.
 */
export function joinParticle(textAfterMarkup: string): string {
  return textAfterMarkup.replace(PARTICLE, '$1');
}

/** Form of 하다 or 되다 torn from the markup before it ("[다운로드](…) 합니다"); only for damaged texts. */
export function joinVerbToMarkup(textAfterMarkup: string, markedText: string): string {
  const match = textAfterMarkup.match(/^ +(\S+)/);
  const word = match?.[1];
  const lastWord = markedText.trim().split(/\s+/).pop() ?? '';
  if (!word || !/[가-힣]$/.test(lastWord)) return textAfterMarkup;
  const next = textAfterMarkup.trim().split(/\s+/)[1];
  return joinsToPrevious(lastWord, word, next) ? textAfterMarkup.replace(/^ +/, '') : textAfterMarkup;
}
