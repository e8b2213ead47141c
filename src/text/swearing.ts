const STEM =
  '(?:씨|시|쉬|씹)[이]?발|ㅅㅂ|ㅆㅂ|씨바|시바|병신|ㅂㅅ|존나|졸라|ㅈㄴ|좆|지랄|염병|빌어먹|젠장|개같|개새|새끼|짜증|닥쳐|꺼져|fuck|shit';
/** Endings of a word of that kind; 시발점 is another word. */
const END = '(?:나게?|을|은|네|놈|것들?|끼|아|것|이)?';
const SWEARING = new RegExp(
  `^[^가-힣ㄱ-ㅎa-z]*(?:아|야|이|에이|진짜)?(?:${STEM})+${END}(?:요|들)?[.,!?~;ㅋㅠㅜ]*$`,
  'i',
);

/** A text without the words that only swear, to repeat it to the person or hand it on. */
export function withoutSwearing(text: string): string {
  return text.replace(/\S+[ \t]*/g, (word) => (SWEARING.test(word.trim()) ? '' : word)).trim();
}
