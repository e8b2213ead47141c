import { type Hazard, hazardsIn } from './hazards.js';

/**
 * What doing a step means for who does it, beyond its hazards: read from its commands and verbs, so that a question the
 * article does not speak of ("재부팅해야 하나요?") still has an honest answer.
 */
export type Consequence = 'restart' | 'restart-service' | 'admin' | 'internet' | 'downtime' | Hazard;

const SIGNS: ReadonlyArray<readonly [Exclude<Consequence, Hazard>, RegExp]> = [
  [
    'restart',
    /(?:컴퓨터|서버|머신|시스템|VM|가상 ?머신|호스트|PC)[^.\n]{0,12}(?:다시 ?시작|재부팅|재시작)|재부팅|\breboot\b|Restart-Computer|shutdown \/r/i,
  ],
  [
    'restart-service',
    /(?:서비스|에이전트|기록기|엔진)[^.\n]{0,24}(?:다시 ?시작|재시작)|\bnet (?:start|stop)\b|Restart-Service|systemctl restart/i,
  ],
  ['admin', /관리자 ?(?:권한|모드|자격|로 실행|명령)|관리자 권한|runas|\bsudo\b|psexec\b/i],
  ['internet', /인터넷|방화벽|프록시|다운로드|URL|https?:\/\//i],
  ['downtime', /가동 ?중지|중단 ?시간|다운타임|업무 ?시간|프로덕션 ?환경|VM(?:을|를)? ?(?:중지|끄|종료)|할당 ?취소/i],
];

/** What a text tells its reader to do means. */
export function consequencesIn(text: string): Consequence[] {
  return [...SIGNS.filter(([, sign]) => sign.test(text)).map(([name]) => name), ...hazardsIn(text)];
}

/** What a question about consequences is about, by the words of who asks. */
const TOPICS: ReadonlyArray<readonly [RegExp, readonly Consequence[]]> = [
  [/재부팅|리부팅|리부트|reboot|재시작|다시 ?시작|껐다|restart/i, ['restart', 'restart-service']],
  [
    /서비스|운영|업무|중단|끊|멈추|멈춰|낮에|근무|사용자|영향|다운|내려|장애|지금|새벽|주간|production/i,
    ['downtime', 'restart', 'restart-service', 'stop-service', 'file-system', 'uninstall'],
  ],
  [
    /삭제|지우|지워|날아|날라|날리|없어|없애|유실|손실|되돌|원복|복구 ?(?:가능|되)|데이터|백업본|깨지/i,
    ['delete', 'uninstall', 'file-system', 'stop-protection', 'registry'],
  ],
  [/관리자|권한|어드민|admin|sudo|root|루트/i, ['admin']],
  [/인터넷|외부|망|방화벽|오프라인/i, ['internet']],
];

/** The consequences that a question is about; undefined where it is about none in particular. */
export function consequencesAsked(question: string): readonly Consequence[] | undefined {
  const found = TOPICS.filter(([words]) => words.test(question)).flatMap(([, about]) => about);
  return found.length > 0 ? [...new Set(found)] : undefined;
}
