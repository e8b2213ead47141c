import { normalize } from '../src/text/normalize.js';
import { readOrdinal } from '../src/text/replies.js';

/** What a person may say at any turn, whatever is open. */
export type Command =
  | { kind: 'help' }
  | { kind: 'cancel' }
  | { kind: 'restart' }
  | { kind: 'repeat' }
  | { kind: 'step'; number: number }
  | { kind: 'next-page' }
  | { kind: 'handoff' }
  | { kind: 'thanks' }
  | { kind: 'greeting' }
  | { kind: 'what-are-these' }
  | { kind: 'noise' };

// Anchored at both ends: a command is the whole message. "처음부터 백업이 안 됐어요" is a problem, not a command.
const END =
  '(?:요|해줘|해주세요|할게요|할래요|해|하기|해줄래|좀|부탁해요|부탁합니다|주세요|줘|보여줘|보여주세요|볼게요|!|\\.)*$';
const PATTERNS: ReadonlyArray<readonly [RegExp, Exclude<Command['kind'], 'step' | 'noise'>]> = [
  [
    new RegExp(
      `^(?:도움말|도움|헬프|help|사용법|\\?{2,}|명령어목록|뭐할수있(?:어|나|니|지)|뭘할수있(?:어|나|니|지)|어떻게써|어떻게쓰는거(?:야|예)|할수있는게뭐(?:야|예))${END}`,
    ),
    'help',
  ],
  [new RegExp(`^(?:취소|캔슬|cancel|그만|그만둘|됐고그만|아니됐어|관둬|관둘|중단|종료|닫기)${END}`), 'cancel'],
  [
    new RegExp(`^(?:처음부터|처음으로|다시시작|리셋|reset|restart|초기화|새로시작|startover|처음부터다시)${END}`),
    'restart',
  ],
  [
    new RegExp(
      `^(?:다시보여|다시보기|다시한번|한번더|다시알려|방금거다시|전체보기|전체단계|전체다시|다시|아까거|반복)${END}`,
    ),
    'repeat',
  ],
  [
    /^(?:다음원인|다음단계|다음|다음페이지|계속|더보기|이어서|next)(?:\(?\d+\/\d+\)?)?(?:요|으로|보여줘|보여주세요|볼게요|은요)?$/,
    'next-page',
  ],
  [
    /^(?:상담원|담당자|상담사|사람|지원|지원팀|고객센터)(?:이랑|과|와|에게|한테|으로)?(?:연결|바꿔|통화|불러|넘겨|요약)?(?:해줘|해주세요|주세요|줘|하고싶어요|요|좀)*$|^요약(?:해줘|해주세요|보여줘|좀|요)*$/,
    'handoff',
  ],
  [
    /^(?:오|아|와|네|넵)?(?:감사|고마|고맙|땡큐|thanks|thank|thx|ㄱㅅ|ㄳ|수고)[가-힣a-zㄱ-ㅎ]*$|^(?:오|아)?(?:됐어요|됐네요|해결됐어요|잘됩니다|잘돼요)감사[가-힣]*$|^(?:thxbye|bye|바이|잘가|안녕히계세요|빠이)$/,
    'thanks',
  ],
  [
    /^(?:안녕|안녕하세요|안뇽|하이|헬로|hello|hi|hey|반갑습니다|반갑|반가워|ㅎㅇ|하이요|좋은아침|여보세요|저기요|문의드|문의좀|질문있|질문이요|여기뭐)(?!.*(?:백업|오류|에러|안돼|안되|안됨|실패|복구|복원|코드|연결|설치))[가-힣]{0,14}$/,
    'greeting',
  ],
  [
    /^(?:그게|이게|각각|둘이|셋이|넷이|저게|그거|이거)?(?:다|각각)?(?:뭔가요|뭐예요|뭐에요|뭐야|뭔데요|뭐죠|뭔지|뭔말|무슨뜻|무슨말|무슨차이|차이가뭐|차이점|뭐가다른|어떻게다른|설명해)[가-힣]*$/,
    'what-are-these',
  ],
];

const STEP = /(\d{1,2}|첫|두|세|네|다섯|여섯)\s*(?:번째|번|번쨰)?\s*(?:단계|스텝|step|순서)/;
const STEP_ASKED = /뭐|다시|어떻게|보여|알려|한번|자세|였|무슨|\?|설명/;
const REPEAT_ASKED =
  /(?:다시|한\s?번\s?(?:만\s?)?더|또)\s*(?:한\s?번\s*)?(?:보여|알려|말해|볼|요|줘|부탁|$)|(?:명령어?|커맨드|단계|스텝|방법|내용|링크)[가-힣\s]{0,6}(?:다시|한\s?번)/;

/** The command that a message is, if it is one and nothing else. */
export function readCommand(text: string): Command | undefined {
  const clean = normalize(text).trim();
  if (isFlood(clean)) return { kind: 'noise' };
  const bare = clean
    .toLowerCase()
    .replace(/[ㅋㅎㅠㅜ]{2,}/g, '')
    .replace(/[\s.,!~^;:'"…·()]+/g, '')
    .replace(/(?<=.)\?+$/, '');
  if (!/[가-힣a-z0-9]|[ㄱ-ㅎㅏ-ㅣ]{2}|^\?{2,}$/.test(bare))
    return /^[ㅇㄴ]$/.test(bare) ? undefined : { kind: 'noise' };
  const found = PATTERNS.find(([pattern]) => pattern.test(bare));
  if (found) return { kind: found[1] };
  if (clean.length <= 40) {
    const step = clean.match(STEP);
    if (step?.[1] && STEP_ASKED.test(clean)) {
      const number = /\d/.test(step[1]) ? Number(step[1]) : readOrdinal(`${step[1]} 번째`, 20);
      if (number !== undefined) return { kind: 'step', number };
    }
    if (REPEAT_ASKED.test(clean)) return { kind: 'repeat' };
  }
  return undefined;
}

/** The same few words over and over. */
function isFlood(text: string): boolean {
  return text.length > 400 && new Set(text.slice(0, 4000).split(/\s+/)).size <= 5;
}
