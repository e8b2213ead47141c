import { asksBack, bareReply, inEachLayout, replyText, replyWords } from './reply-text.js';

/** Clauses of a message: what follows 는데, 지만, 더니, 근데 takes back what stands before. */
const CLAUSES =
  /(?<=[가-힣](?:는데|은데|인데|지만|더니|다가|던게|던 게|던 것이|던 건|았고|었고|했고|됐고|되고|하고))\s*|\s*(?:근데|그런데|하지만|그러나|but|,)\s*/;

/** Is trying, or has not tried: says nothing of the outcome. */
const UNDER_WAY =
  /안해봤|못해봤|해보지(?:는|도)?(?:않|못)|해보고있|하고있는중|^하는중|^잠만|^기달|^기다|(?<!사용|이용|운영|쓰는|가동)중(?:이|입|임|예|에요|인|$)|아직(?:안했|못했|시작)|해볼게|해보겠|해볼께|할게요|잠시만|잠깐만|기다려|이따|나중에|모르겠|몰라|글쎄/;

/** An error that is gone, a problem that there is none of. */
const GONE =
  /(?:오류|에러|애러|error|문제|이상|증상|메시지|경고)(?:가|는|도|이)?(?:더이상|이제|더는|안|없)*(?:안(?:나|뜨|떠|뜹|뜬|보|생|떴|났)|없(?:어졌|어짐|이|습|네|어요|음|다|는)|사라)|^이상없|문제없/;
/** Turns away from what was shown: "됐고 다른 거", "그럼 뭔데". */
const TURNS_AWAY =
  /됐고|됐구|^다른(?:거|것|방법|건)|^(?:이거|그거|이건|그건)(?:말고|아님|아니$)|^그럼(?:뭔|뭐|어|다음|왜|됐)|돌아가(?:줘|주|기|고|자|$)/;
/** It works. */
const WORKS =
  /처리(?:됐|했|완료)|괜찮(?:네|아|습)|해결(?:이)?(?:됐|되었|했|됨|완료|된것|요|임|입|다|$)|고쳐|풀렸|풀림|(?:잘|이제|다시|드디어)+(?:돼|됐|됩|되|됨|돌|나와|붙|받|올라)|(?:^|[가-힣ㅇ])됐(?:어|습|네|다|음|는|지|구|$)|되네|되는(?:데요|군|거같|것같|걸)|돼요|되요|됩니다|^됨|니까됨|^돼|정상(?:으로|적|이|입|임|작동|동작|화|$)|성공|완료|돌아(?:가요|갑니다|가네|왔)|작동|괜찮아|살아났|works?|working|fixed|solved|resolved|done|굿|굳|good|nice|ok|okay|오케이|통과|나옵니다|잡혔/;
/** It does not. `안` and `못` before what would be a success. */
const FAILS =
  /(?:안|않)(?:돼|됐|되|됨|된|됩|먹|나아|낫|풀|고쳐|없어|바뀌|달라|통|붙|돌|올라|잡)|못(?:하|해|했|함|고|풀|찾|붙)|지(?:가|를|는|도)?(?:않|못)|실패|fail|소용없|효과(?:가|는|도)?(?:없|모)|(?:변화|차이)(?:가|는|도)?없|변함(?:이)?없|차도(?:가)?없|달라(?:진|지)(?:게|것|거|건|는)?(?:이|가)?(?:없|않)|똑같|끊(?:겨|기|어|김|깁)|(?:같은|동일|비슷한)(?:오류|에러|애러|증상|문제|메시지|화면|거|상황|결과)|동일(?:합|해|한|하|$)|마찬가지|여전|그대로|다시(?:또)?(?:나|뜨|떠|발생|실패|오류|에러)|또(?:나|뜨|떠|같|실패|오류|에러|발생)|(?:오류|에러|애러|error)(?:가|는|도)?(?:계속|또|다시|아직|여전히|자꾸)?(?:나|뜨|떠|떴|남|발생|뜸|뜹|뜬|납|여전)|심해|악화|더안|이미(?:다)?(?:해봤|해본|했)|다해봤|해결(?:이)?(?:안|못|되지)|아직(?:도)?(?:요|임|이|$)|nope|still|notwork|same|안되는(?:데|군|걸|중)/;
/** Not a failure though it looks so. */
const NO_FAILURE = /안되는(?:건|게|것)(?:은|이)?아니|안될줄알|안되는줄알|문제(?:가|는)?안/;
/** In the failing group though it names something that works. */
const PARTLY = /나머지|일부|하나만|몇개|중에|두개는|반은|만됐|만되|만돼/;

/** What a message says of the outcome: it works now, it still does not, or neither. */
export function readOutcome(text: string): 'solved' | 'failing' | undefined {
  return inEitherLayout(text, outcomeOf);
}

/** What is read first of a reply as it stands, then in the other keyboard layout. */
function inEitherLayout<T>(text: string, read: (variant: string) => T | undefined): T | undefined {
  for (const variant of inEachLayout(text)) {
    const found = read(variant);
    if (found !== undefined) return found;
  }
  return undefined;
}

function outcomeOf(text: string): 'solved' | 'failing' | undefined {
  const whole = bareReply(text);
  if (whole === '' || UNDER_WAY.test(whole) || TURNS_AWAY.test(whole)) return undefined;
  const clauses = replyText(text).split(CLAUSES).map(bareReply).filter(Boolean).reverse();
  // "됐는데 하나만 더 여쭤볼게요": what stands before a question is still said.
  if (asksBack(text)) return clauses.slice(1).some((clause) => ofClause(clause) === 'solved') ? 'solved' : undefined;
  for (const clause of clauses) {
    const outcome = ofClause(clause);
    if (outcome !== undefined) return outcome;
  }
  return ofClause(whole);
}

function ofClause(bare: string): 'solved' | 'failing' | undefined {
  if (NO_FAILURE.test(bare)) return 'solved';
  const rest = bare.replace(GONE, ' ');
  if (FAILS.test(rest)) return 'failing';
  if (rest !== bare) return 'solved';
  if (PARTLY.test(bare)) return undefined;
  return WORKS.test(bare) ? 'solved' : undefined;
}

const STILL =
  /해결(?:이)?(?:안|못)|차이(?:가)?없|똑같|여전|그대로|마찬가지|동일|소용없|효과(?:가|는)?없|변화(?:가)?없|(?:아직|그래도|해도|해봤는데|했는데|봤는데|봐도)(?:도)?[가-힣]{0,6}(?:안|못|똑|같은|실패)|또(?:나|뜨|떠|같)|다시(?:나|뜨|떠)/;

/** Whether a message says, in so many words, that what was tried did not help ("해봤는데 똑같아요", "그래도 안 돼요"). */
export function saysStillFailing(text: string): boolean {
  return inEachLayout(text).some((variant) => STILL.test(bareReply(variant)) && outcomeOf(variant) === 'failing');
}

const SKIP =
  /건너|스킵|skip|패스|pass|넘어|넘길|넘겨|다음|나중|생략|제끼|next|ㄱㄱ|안할래|안해도|해당(?:이|사항)?없|해당안|필요없/;
const STEP_FAILED =
  /(?:안|않)(?:돼|되|됐|됨|된|됩|먹|나|보|떠|뜨|열|눌|켜|들어)|못|없(?:어|는|네|다|음|습|대)|실패|막혔|막힘|오류|에러|거부|똑같|x$|fail|error/;
const STEP_DONE =
  /^(?:다|이미|벌써|방금|모두|잘|전부|지금|그건|이건|네|넵|예|응)*(?:했|됐|돼|됨|되|완료|확인|끝|함|해놨|해놓|done|ok|오케이|성공|정상|있|맞|이상없|문제없|조치|적용|설정|마쳤|실행|처리|열렸|나옴|나와|나왔|보여|보입|깔|설치|ㅇㅋ|클리어)/;

/** What a reply says of a step: 됐어요, 안 돼요, 건너뛰기, in whatever words. */
export function readStepOutcome(text: string): 'done' | 'failed' | 'skipped' | undefined {
  for (const variant of inEachLayout(text)) {
    const bare = bareReply(variant);
    if (bare === '' || bare.length > 40 || asksBack(variant) || TURNS_AWAY.test(bare)) continue;
    const yesNo = readYesNo(variant);
    if (/^(?:다|이미|방금)*(?:했|됐|완료|끝)/.test(bare) && !/(?:안|못)[가-힣]*$/.test(bare) && !/는데/.test(bare))
      return 'done';
    if (SKIP.test(bare) && bare.length <= 20) return 'skipped';
    if (/^(?:이미|벌써)/.test(bare) && !/(?:안|못|실패)/.test(bare)) return 'done';
    if (UNDER_WAY.test(bare)) continue;
    if (yesNo !== undefined) return yesNo === 'yes' ? 'done' : 'failed';
    const outcome = readOutcome(variant);
    if (outcome !== undefined) return outcome === 'solved' ? 'done' : 'failed';
    if (STEP_FAILED.test(bare)) return 'failed';
    if (STEP_DONE.test(bare) || /했(?:습니다|어요|음|네요)$/.test(bare)) return 'done';
  }
  return undefined;
}

/** Words that are yes or no and nothing else. */
const YES =
  /^(?:네+에?|예+|응+|어+|엉|넵+|넹+|넴|옙|예스|yes|yep|yeah|yup|y|ok|okay|오케이|오키|ㅇㅋ|ㅇ{1,3}|ㅇㅇㅇ*|ㅇㅈ|o|웅|그래요?|그렇(?:습니다|네요|죠|지|게|다)?|그런(?:것|거)같(?:아요|습니다|네요|은데요)|그럴(?:거예요|거에요|걸요|겁니다)|마자요?|(?:네|아마)?맞(?:아요?|습니다|음|네요|는것같아요|을거예요|을거에요|을걸요|다|죠|는데요|아)|정답|정확(?:해요|합니다|히)|아마도?요?|좋아요|당연(?:하죠|합니다|히|하지)?|물론(?:이죠|입니다|이에요)?|그럼요|그쵸|그죠|바로그거(?:요|예요|에요)?|빙고|인정)$/;
const NO =
  /^(?:아니+[요오]?|아뇨+|아녀|아니여|틀려요?|틀립니다|틀렸(?:어요|습니다)|아닌데요?|아닌데|아닌듯(?:요|해요|합니다)?|아닌(?:거|것)같(?:아요|은데요|습니다)|아닐걸요?|아닙니다|아님|아냐|아니(?:에요|예요|야|다|거든요|죠|지)|노+|no+|nope|nah|n|x|ㄴ{1,3}|전혀요?|절대요?|별로요?|그렇지않(?:아요|습니다))$/;
const FILLER =
  /^(?:아|오|음|와|앗|그|그냥|이제|드디어|정말|완전|일단|좀|진짜|그건|그거|그게|이건|저희는?|우리는?|저는|그렇게|그런거|그건요|감사합니다|감사해요|감사|고마워요|고맙습니다|덕분에|죄송|죄송한데|지금|네요|요|ㅎ+|ㅋ+|그런데요|아마|확실히|백업은|백업|맨날|항상)$/;
/** "쓰고 있어요", "안 씁니다": uses it, or does not; a longer message names something else that is used. */
const LONGEST_USE = 9;
const LONGEST_NO_USE = 14;
const USES =
  /(?:쓰고있|사용(?:하고있|중|합|해)|쓰는(?:중|거|데)|써요|씁니다|하고있(?:어|습)|그렇게(?:해|하|써|쓰|백업)|있어요$|있습니다$)/;
const USES_NOT =
  /(?:안|않)(?:써|쓰|씀|씁|쓴|해|하|함|합|한|그래|그런|그럼|사용)|사용(?:은|을)?(?:안|하지않)|(?:쓰|하|되|그렇)지(?:는|도|를)?않|없(?:어요|습니다|는데|네요|음)|아니(?:라|고)|말고/;

/**
 * Yes or no, to a question that can be answered so. Only whole words count, so that 네트워크 is no 네; a question is no
 * answer.
 */
export function readYesNo(text: string): 'yes' | 'no' | undefined {
  return inEitherLayout(text, yesNoOf);
}

function yesNoOf(text: string): 'yes' | 'no' | undefined {
  const bare = bareReply(text);
  if (bare === '' || asksBack(text) || UNDER_WAY.test(bare) || TURNS_AWAY.test(bare)) return undefined;
  // "네?" did not understand.
  if (YES.test(bare)) return /[?？]/.test(text) ? undefined : 'yes';
  if (NO.test(bare)) return 'no';
  // Written in one: "네그렇습니다", "그건아니에요".
  if (bare.length <= LONGEST_NO_USE && !/\s/.test(text.trim())) {
    if (/^(?:아니[요오]|아뇨)|(?:아니에요|아니예요|아닌데요?|아닙니다|아님)$/.test(bare)) return 'no';
    const rest = bare.match(/^(?:네|넵|예|응|어|아마|정확합니다)(?=그|맞|쓰|사용|있|프록시)(.*)$/)?.[1];
    if (rest !== undefined && !USES_NOT.test(rest) && ofClause(rest) !== 'failing') return 'yes';
  }
  const words = replyWords(text).filter((word) => !FILLER.test(word));
  const said = words.map((word): 'yes' | 'no' | undefined =>
    YES.test(word) ? 'yes' : NO.test(word) ? 'no' : undefined,
  );
  const [first] = said;
  if (words.length > 0 && said.every((one) => one !== undefined)) return said.includes('no') ? 'no' : 'yes';
  // "아니 그렇게 안 해요", "네 그렇게 쓰고 있어요": the first word, and nothing that takes it back.
  const rest = words.slice(1).join('');
  if (first === 'no' && words.length <= 5 && (rest === '' || USES_NOT.test(rest) || !USES.test(rest))) return 'no';
  if (first === 'yes' && words.length <= 5 && !USES_NOT.test(rest) && ofClause(rest) !== 'failing') return 'yes';
  // "네 근데 가끔 다른 코드도 떠요".
  if (first === 'yes' && /^(?:근데|그런데)/.test(words[1] ?? '') && ofClause(rest) !== 'failing') return 'yes';
  if (words.length > 5) return undefined;
  if (said.at(-1) === 'no' && words.length <= 4) return 'no';
  if (/맞(?:아요|습니다|음|네요)$/.test(bare) && bare.length <= LONGEST_NO_USE) return 'yes';
  if (USES_NOT.test(bare) && bare.length <= LONGEST_NO_USE) return 'no';
  return USES.test(bare) && bare.length <= LONGEST_USE ? 'yes' : undefined;
}

const DONT_KNOW =
  /모르겠|모르는|모르지|모릅|모름|몰라|글쎄|잘모|뭔지모|확실(?:하지|치|친)않|애매|dunno|notsure|idk|don'?tknow|ㅁㄹ|헷갈|기억(?:이)?안|구분(?:을|이)?(?:못|안)|확인(?:을)?(?:못|안)/;

/** Whether the writer says not to know. */
export function saysDontKnow(text: string): boolean {
  return inEachLayout(text).some((variant) => DONT_KNOW.test(bareReply(variant)));
}

/** What a reply says to a yes/no question. */
export function readConfirmation(text: string): 'yes' | 'no' | 'dont-know' | undefined {
  return saysDontKnow(text) ? 'dont-know' : readYesNo(text);
}

/** Whether the writer is still at it: "해보는 중이에요", "잠시만요". */
export function saysUnderWay(text: string): boolean {
  const bare = bareReply(text);
  return bare.length <= 20 && UNDER_WAY.test(bare) && !DONT_KNOW.test(bare);
}

/** Whether a reply turns away from what was shown, without saying to what ("그럼 뭔데", "다른 방법은요"). */
export function turnsAway(text: string): boolean {
  const bare = bareReply(text);
  return bare.length <= 14 && (TURNS_AWAY.test(bare) || /^(?:다른방법|다음방법|딴거|딴방법)/.test(bare));
}
