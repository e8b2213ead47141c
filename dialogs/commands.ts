import { normalize } from '../src/text/normalize.js';
import { readOrdinal } from '../src/text/replies.js';
import { replyText } from '../src/text/reply-text.js';

/** What a person may say at any turn, whatever is open. */
export type Command =
  | { kind: 'help' }
  | { kind: 'cancel' }
  | { kind: 'restart' }
  | { kind: 'repeat' }
  | { kind: 'step'; number: number }
  | { kind: 'next-page' }
  | { kind: 'show-all' }
  | { kind: 'one-by-one' }
  | { kind: 'commands' }
  /** Why it is asked or told; of one step where a number is given. */
  | { kind: 'why'; number?: number }
  | { kind: 'undo' }
  /** Back to the problem that was set aside, or to that of an earlier conversation. */
  | { kind: 'previous' }
  | { kind: 'last-time' }
  | { kind: 'forget' }
  /** Whether what was shown may be done without harm. */
  | { kind: 'safety' }
  /** Another problem, not yet told. */
  | { kind: 'new-problem' }
  | { kind: 'upset' }
  | { kind: 'handoff' }
  | { kind: 'thanks' }
  | { kind: 'greeting' }
  | { kind: 'what-are-these' }
  | { kind: 'noise' };

// Anchored at both ends: a command is the whole message. "처음부터 백업이 안 됐어요" is a problem, not a command.
const END =
  '(?:요|해줘|해줘요|해주세요|할게요|할래요|할래|해|하기|해줄래|좀|부탁해요|부탁합니다|부탁드려요|부탁드립니다|주세요|줘|보여줘|보여주세요|보여달라고|달라고|해달라고|알려줘|알려주세요|알려줄래|볼게요|볼래|갈래|가자|하자|싶어요|제발|please|빨리|급해요|하고싶어요|시작|시작할게요|다시|!)*$';
/** Words of courtesy around a greeting or thanks; any other word makes it a message about something. */
const COURTESY =
  '(?:하세요|하십니까|하신가요|합니다|해요|드려요|드립니다|드릴게요|드리려고|드려도될까요|문의|질문|좀|있어요|있습니다|있는데요|있는데|이요|반갑습니다|반가워요|여기|뭐|물어보면|물어봐도|되는|거예요|거에요|건가요|되나요|될까요|처음뵙겠습니다|수고|많으십니다|많으세요|하셨어요|하세요|도와주세요|도와줘요|부탁드려요|부탁드립니다|부탁해요|할|할게|혹시|님|봇|백업|길잡이|정말|너무|많이|진짜|덕분에|덕분이에요|해결|해결했어요|해결됐어요|잘됐어요|잘돼요|잘됩니다|됐어요|됐네요|다음에|또|봐요|bye|바이|안녕히계세요|요|여|용|~)*';
const PATTERNS: ReadonlyArray<readonly [RegExp, Exclude<Command['kind'], 'step' | 'why' | 'noise'>]> = [
  [
    new RegExp(
      `^(?:도움말|도움|헬프|help|사용법(?:알려)?|\\?{2,}|명령어목록|뭐할수있(?:어|나|니|지)|뭘할수있(?:어|나|니|지)|어떻게써|어떻게쓰는거(?:야|예)|할수있는게뭐(?:야|예))${END}`,
    ),
    'help',
  ],
  [new RegExp(`^(?:됐고|됐어|그냥|아니)?(?:취소|캔슬|cancel|그만|그만둘|관둬|관둘|중단|종료|닫기)${END}`), 'cancel'],
  [
    new RegExp(
      `^(?:됐고|그냥|아|다)*(?:처음부터|처음으로|다시시작|리셋|reset|restart|초기화|새로시작|startover)${END}`,
    ),
    'restart',
  ],
  [new RegExp(`^(?:다시보여|다시보기|다시한번|한번더|다시알려|방금거다시|방금거|다시|아까거|반복)${END}`), 'repeat'],
  [
    new RegExp(
      `^(?:그냥|아|몰라|됐고|야)*(?:전체|전부|모두|다(?=보여)|모든단계|한꺼번에|한번에|전체단계|전체내용)(?:다)?(?:보기|보여|로보기|다시)?${END}`,
    ),
    'show-all',
  ],
  [
    new RegExp(
      `^(?:한번에(?=하나|한))?(?:한단계씩|한단계식|한스텝씩|한개씩|하나씩|하나만|하나하나|단계별로|단계별|차근차근|천천히|stepbystep)(?:로|으로|만|진행|안내|설명|알려줘|알려주세요)?${END}`,
    ),
    'one-by-one',
  ],
  [
    new RegExp(
      `^(?:명령어?|커맨드|commands?)(?:들)?(?:만|만좀|만따로)?(?:을|를)?(?:복사|추려|뽑아|정리|모아|따로)?${END}`,
    ),
    'commands',
  ],
  [
    new RegExp(
      `^(?:뒤로(?:가기|가)?|되돌려|되돌리기|되돌아가|돌려(?=줘|주)|방금(?:거|것|건)?취소|실행취소|undo|back|goback|이전으로|이전단계(?:로)?|전단계(?:로)?|앞단계(?:로)?|앞으로돌아가)${END}`,
    ),
    'undo',
  ],
  [
    new RegExp(
      `^(?:이전|아까|원래|앞의?|하던|보던|전)문제(?:로|를|부터|이어서|이어|계속|다시|마저|돌아가)*${END}|^아까(?:거|것|하던거)(?:로|를|부터|이어서|이어|계속|마저)+${END}`,
    ),
    'previous',
  ],
  [
    new RegExp(
      `^(?:지난번|저번|지난)(?:에)?(?:하던|보던|물어본)?(?:문제|거|것|대화|질문)(?:를|을|로|부터)?(?:이어서|이어|계속|마저|다시)*${END}`,
    ),
    'last-time',
  ],
  [
    new RegExp(
      `^(?:(?:내|제|저의|나의|내가|제가)(?:기록|대화|데이터|정보|개인정보|대화기록|대화내용|이력|쓴거|쓴것|말한거)|대화(?:기록|내용|이력)?|기록)(?:을|를|좀|은)?(?:전부|모두|다|싹)?(?:삭제|지워|지우기|지우라고|지울|없애|파기|초기화)${END}`,
    ),
    'forget',
  ],
  [
    /^(?:다음원인|다음단계|다음|다음페이지|계속|더보기|이어서|next)(?:\(?\d+\/\d+\)?)?(?:요|으로|보여줘|보여주세요|볼게요|은요)?$/,
    'next-page',
  ],
  [
    new RegExp(
      `^(?:됐고|그냥|그럼|야)*(?:상담원|담당자|상담사|직원|사람|지원팀|고객센터|지원요청|지원)(?:이랑|과|와|에게|한테|으로|을|를|하고)?(?:연결|바꿔|통화|불러|넘겨|요약|요청|얘기|대화|상담)?${END}|^요약(?:해줘|해주세요|보여줘|좀|요)*$`,
    ),
    'handoff',
  ],
  [
    new RegExp(
      `^(?:오|아|와|네|넵|앗)*(?:감사|고마워|고맙습니다|고맙|땡큐|thanks|thankyou|thank|thx|ㄱㅅ|ㄳ|수고)(?:ㄱㅅ|ㄳ)?${COURTESY}$|^(?:오|아|와)*(?:됐어요|됐네요|해결됐어요|잘됩니다|잘돼요)(?:감사|고마워|고맙습니다|ㄱㅅ)${COURTESY}$|^(?:bye|바이|잘가|안녕히계세요|빠이)$`,
    ),
    'thanks',
  ],
  [
    new RegExp(
      `^(?:안녕|안뇽|하이|헬로|hello|hi|hey|반갑습니다|반가워|ㅎㅇ|좋은아침이에요|좋은아침|여보세요|저기요|문의|질문)${COURTESY}$`,
    ),
    'greeting',
  ],
  [
    new RegExp(
      `^(?:아|그럼|근데|저)*(?:다른|새로운|새|또다른)(?:문제|질문|거하나)(?:가|이|도|를|을)?(?:하나)?(?:더)?(?:있어|있는데|있습니다|물어볼|물어봐도|볼)?(?:게|되나|돼)?${END}`,
    ),
    'new-problem',
  ],
  [
    /^(?:아|야|진짜|정말|이|에이)*(?:시발|씨발|ㅅㅂ|ㅆㅂ|병신|ㅂㅅ|꺼져|닥쳐|젠장|개같네|짜증나|짜증|열받네|미치겠네)+(?:아|네|요|진짜|정말)*$/,
    'upset',
  ],
  [
    /^(?:이거|그거|이걸|이건|그냥|정말|진짜|혹시)*(?:삭제|지우|지워|제거|없애|실행|돌려|중지|멈춰|멈추|날려|해)(?:해)?(?:도|면|두)(?:정말|진짜)?(?:백업|데이터|서버)?(?:이|가|는)?(?:돼|되|괜찮|안전|문제|위험|날아|없어|지워|안되|안돼)[가-힣]*$|^(?:이거|그거|이건)?(?:위험|안전)(?:한|하)?(?:거|건|지|가|나|해)?[가-힣]{0,6}$/,
    'safety',
  ],
  [
    /^(?:그게|이게|각각|둘이|셋이|넷이|저게|그거|이거)?(?:다|각각)?(?:뭔가요|뭐예요|뭐에요|뭐야|뭔데요|뭐죠|뭔지|뭔말|무슨뜻|무슨말|무슨차이|차이가뭐|차이점|뭐가다른|어떻게다른|설명해)[가-힣]*$/,
    'what-are-these',
  ],
];

/** A person is asked for, whatever comes after: what was masked, an address, that it is urgent. */
const HANDOFF_FIRST =
  /^(?:그냥|됐고|아|야|빨리)*(?:상담원|상담사|고객센터|지원팀|사람)(?:이랑|이랑은|과|와|에게|한테|으로|을|를|하고|좀)?(?:연결|불러|바꿔|통화|넘겨|얘기|대화|말하|이메일|요청)|^human|^talkto(?:a)?(?:human|person|agent)/;
const LONGEST_HANDOFF = 120;

/** "왜요?", "2번은 왜 해요?", "근거가 뭐예요": nothing but the question for the reason or the source. */
const WHY =
  /^(?:(\d{1,2})번(?:단계)?(?:은|는|을|를)?)?(?:이거|이건|그건|이걸|이단계는?|그단계는?|그런데|근데)?(?:왜|왜냐|(?:이유|근거|출처)(?:가|는|를|좀)?(?:뭐|뭔|뭘|무엇|어디|있|알려|궁금|말해)?)(?:요|죠|그래|그런데|그런|거|물어|보는|봐|봐요|보세요|묻는|하는|해야|해|하죠|돼|되나요|하나요|필요해|필요|한|한가요|예요|에요|인가요|가요|야|지|건데|건가요|줘|주세요|나요|어요|데요|여쭤|시는)*$/;

/** "왜 자꾸 물어봐 짜증나게": the same, said in anger. */
const WHY_ASKED =
  /^(?:아|야|진짜|근데|그런데)*(?:왜|뭘|뭐)(?:자꾸|또|계속|이렇게|그렇게|그런걸|이런걸|그런거|이런거|그걸|많이)*(?:물어|물으|묻|여쭤)[가-힣]{0,9}$/;

const ORDINAL_WORD = '첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉';
const STEP = new RegExp(`(\\d{1,2}|${ORDINAL_WORD})\\s*(?:번째|번|째)?\\s*(?:단계|스텝|step|순서)`);
/** "3번 다시": a step even without the word. */
const NUMBER_AGAIN = /^(\d{1,2})\s*번(?:만|을|거|째)?\s*(?:단계)?\s*(?:다시|뭐|한\s?번|또|자세)/;
const STEP_ASKED = /뭐|다시|어떻게|보여\s?(?:줘|주)|알려|한번|자세|였|무슨|\?|설명/;
const REPEAT_ASKED =
  /(?:다시|한\s?번\s?만?\s?더|또)\s*(?:한\s?번\s*)?(?:보여|알려|말해|설명해)\s?(?:줘|주|달)|(?:명령어?|커맨드|단계|방법|내용|링크)\s*(?:를|을|좀)?\s*한\s?번\s?만?\s?(?:더|다시)/;
/** Words of a failure: a message that has one is no request to see something again. */
const FAILURE = /안\s?(?:돼|되|됐|됨|된|됩|보여|보이|나|떠)|못|실패|오류|에러/;

/** Characters; the longest greetings and thanks are far shorter. */
const LONGEST_COMMAND = 300;

/** The command that a message is, if it is one and nothing else. */
export function readCommand(text: string): Command | undefined {
  // A command is short; of a long message only its beginning could be one.
  if (text.length > LONGEST_COMMAND) return isFlood(text) ? { kind: 'noise' } : undefined;
  const clean = normalize(text).trim();
  const bare = clean
    .toLowerCase()
    .replace(/[ㅋㅎㅠㅜ]{2,}/g, '')
    .replace(/[\s.,!~^;:'"…·()]+/g, '')
    .replace(/(?<=.)\?+$/, '');
  // A sign may be a yes or no.
  if (!/[가-힣a-z0-9]|[ㄱ-ㅎㅏ-ㅣ]{2}|^\?{2,}$/.test(bare))
    return /^[ㅇㄴ]$/.test(bare) || (replyText(text) !== '' && /[가-힣]/.test(replyText(text)))
      ? undefined
      : { kind: 'noise' };
  const found = PATTERNS.find(([pattern]) => pattern.test(bare));
  if (found) return { kind: found[1] };
  if (HANDOFF_FIRST.test(bare) && clean.length <= LONGEST_HANDOFF) return { kind: 'handoff' };
  if (WHY_ASKED.test(bare)) return { kind: 'why' };
  const why = bare.match(WHY);
  if (why) return why[1] === undefined ? { kind: 'why' } : { kind: 'why', number: Number(why[1]) };
  if (clean.length <= 40 && !FAILURE.test(clean)) {
    const again = clean.match(NUMBER_AGAIN);
    if (again?.[1]) return { kind: 'step', number: Number(again[1]) };
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
  return text.length > 400 && !/[A-Za-z]{10,}|\d{3,}/.test(text) && new Set(text.split(/\s+/)).size <= 4;
}
