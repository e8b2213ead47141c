/** What kind of message it is, from its wording alone. */
export interface Intent {
  /** Asks how something is done, or whether it can be. */
  asksHow: boolean;
  /** Wants something set up, moved or removed, rather than mended. */
  wishes: boolean;
  /** Tells of a failure. */
  reportsFailure: boolean;
}

const ASKS_HOW = /방법|어떻게|절차|하려면|싶|어떡|켜|가능|되나요|있나요|돼요\?|할까|뭐예요|무엇|언제|\bhow\b/i;
const WISHES = /싶|알려|켜|바꾸|옮기|삭제|지우|설정/;
const REPORTS_FAILURE = /오류|에러|실패|안\s?돼|안됨|못|떠|뜨|나와|끊|죽|멈|막|없대|fail|error|거부/i;

export function readIntent(text: string): Intent {
  return { asksHow: ASKS_HOW.test(text), wishes: WISHES.test(text), reportsFailure: REPORTS_FAILURE.test(text) };
}
