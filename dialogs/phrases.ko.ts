import { withParticle } from '../src/text/hangul.js';
import { escapeMarkdown, link } from './markdown.js';

/** What cannot be taken back, or stops something that others use. */
const HAZARDS = {
  delete: '삭제하면 되돌릴 수 없어요. 대상이 맞는지 먼저 확인하세요.',
  uninstall: '제거하는 동안 이것을 쓰는 다른 프로그램도 멈춰요. 업무에 영향이 없는 시간에 하세요.',
  registry: '레지스트리를 바꾸는 단계예요. 바꾸기 전에 해당 키를 내보내 두세요.',
  policy: '실행 정책을 푸는 단계예요. 확인이 끝나면 원래 값으로 되돌리세요.',
  'file-system': '디스크를 분리하거나 파일 시스템을 고치는 단계예요. 먼저 스냅샷이나 백업이 있는지 확인하세요.',
  'stop-protection': '보호를 멈추면 새 백업이 만들어지지 않아요. 백업 데이터를 남길지 먼저 정하세요.',
  'stop-service': '서비스를 멈추는 단계예요. 업무에 영향이 없는 시간에 하세요.',
};

/** Everything that the assistant says itself; the articles' words come on top. 해요체, short, never random. */
export const phrases = {
  greeting:
    '안녕하세요, **백업 길잡이**예요. Azure Backup 오류의 해결 단계를 Microsoft 문서에서 그대로 찾아드려요.\n\n오류 메시지나 코드, 증상을 적어 주세요. 예: “예약 백업이 안 돌아요”, “100050”. 어떤 백업인지 먼저 골라도 돼요.',
  inGroup: '여럿이 있는 곳에서는 **@백업 길잡이**로 불러 주세요. 사람마다 따로 기억해요.',
  hello: '안녕하세요. 어떤 백업 문제인지 증상이나 오류 코드를 적어 주세요.',
  help: (workloads: readonly string[]) =>
    [
      '이렇게 물어보세요.',
      '- 증상: “MARS 백업이 예약대로 안 돌아요”\n- 오류 코드나 이름: “100050”, “UserErrorFsFreezeFailed”\n- 오류 메시지나 로그를 그대로 붙여 넣기',
      `다룰 수 있는 백업: ${workloads.map(escapeMarkdown).join(', ')}`,
      '언제든 쓸 수 있는 말',
      [
        '- 단계: **다시 보여줘**, **한 단계씩**, **전체 보기**, **명령어만**, **왜요?**, **2번 다시**',
        '- 대화: **뒤로**(방금 것 되돌리기), **취소**(지금 문제 그만), **처음부터**(모두 새로), **이전 문제**, **지난번 문제 이어서**',
        '- 지원: **상담원**(지원에 넘길 요약), **내 기록 삭제**, **도움말**',
      ].join('\n'),
    ].join('\n\n'),
  notice: (days: number) =>
    `대화는 비밀번호·키·메일·IP를 가리고 ${days}일만 보관해요. **내 기록 삭제**라고 하면 바로 지워요.`,
  forgotten: '저장된 대화와 기록을 모두 지웠어요. 새로 물어보셔도 돼요.',
  resumed: '이어서 할게요.',
  suspended: '앞의 문제는 잠시 둘게요. **이전 문제**라고 하면 이어서 볼 수 있어요.',
  backTo: (problem: string) => `「${escapeMarkdown(problem)}」 문제를 이어서 볼게요.`,
  tellMore: '증상이나 오류 코드를 적어 주세요.',
  noPrevious: '이어서 볼 문제가 없어요. 증상이나 오류 코드를 적어 주세요.',
  lastTime: (problem: string) => `지난번에 보던 문제가 있어요: 「${escapeMarkdown(problem)}」`,
  undone: '방금 것을 되돌렸어요.',
  nothingToUndo: '되돌릴 것이 없어요. 한 번에 하나만 되돌릴 수 있어요.',
  whyWorkload:
    '같은 증상도 백업 종류에 따라 해결 방법이 달라서 여쭤봤어요. 다른 종류의 단계를 따르면 오히려 문제가 커질 수 있어요.',
  whyIdentify: '백업 종류를 알아내려고 여쭤봤어요. 화면에서 보이는 대로 골라 주세요.',
  whyEntry: '비슷한 증상이 여럿이라 여쭤봤어요. 맞는 것을 고르면 그 해결 단계만 보여드려요.',
  whyCode: '코드는 한 글자만 달라도 다른 오류라서, 짐작하지 않고 여쭤봤어요.',
  whyAnswer: (problem: string, label: string) =>
    `말씀하신 「${escapeMarkdown(problem)}」에 가장 가까운 항목이 ${withParticle(`「${escapeMarkdown(label)}」`, '이에요/예요')}.`,
  whyCause: (cause: string) => `이 단계는 다음 원인을 없애려는 거예요: ${escapeMarkdown(cause)}`,
  whyNothing: '아직 여쭤보거나 보여드린 것이 없어요. 증상이나 오류 코드를 적어 주세요.',
  commandsOnly: '복사해서 쓸 명령어예요. 실행하기 전에 단계의 설명과 주의를 먼저 읽어 주세요.',
  noCommands: '이 답에는 명령어가 없어요.',
  stepsFromNowOn: '앞으로는 한 단계씩 보여드릴게요. **전체 보기**라고 하면 다시 한꺼번에 보여드려요.',
  pagesFromNowOn: '앞으로는 한꺼번에 보여드릴게요.',
  stepOf: (number: number, total: number) => `${total}개 중 ${number}번째`,
  stepQuestion: '이 단계는 어땠나요?',
  stepAgainQuestion:
    '**됐어요**, **안 돼요**, **건너뛰기** 중에서 골라 주세요. 문제가 풀렸으면 **해결됐어요**라고 해 주세요.',
  stepsDone: '단계를 모두 봤어요.',
  takeYourTime: '네, 해 보고 알려 주세요. 기다릴게요.',
  safety: (warnings: readonly string[]) =>
    [
      '보여드린 단계에서 조심할 것이에요(백업 길잡이가 읽은 것).',
      warnings.map((warning) => `- ${warning}`).join('\n'),
    ].join('\n\n'),
  noHazard: '보여드린 단계에 지우거나 멈추는 것은 없어요. 그래도 걱정되면 실행하기 전에 담당자와 확인하세요.',
  /** What doing it means, read by us from the commands and verbs of the steps. */
  consequences: {
    restart: '컴퓨터나 VM을 다시 시작해야 해요. 업무에 영향이 없는 시간에 하세요.',
    'restart-service': '서비스를 다시 시작하는 단계예요. 그동안 그 서비스를 쓰는 작업이 잠시 멈춰요.',
    admin: '관리자 권한으로 실행해야 하는 단계가 있어요.',
    internet: '인터넷 연결이나 방화벽·프록시 설정이 필요한 단계가 있어요.',
    downtime: '운영 중인 서비스에 영향을 줄 수 있다고 적혀 있어요. 업무에 영향이 없는 시간에 하세요.',
    ...HAZARDS,
  },
  nothingOfTheSort:
    '보여드린 단계의 명령과 설명에는 그런 일이 적혀 있지 않아요(백업 길잡이가 읽은 것). 그래도 걱정되면 실행하기 전에 담당자와 확인하세요.',
  term: (name: string, means: string, page: string) =>
    `**${escapeMarkdown(name)}**: ${escapeMarkdown(means)} (백업 길잡이의 설명, ${link('공식 문서', page)})`,
  saysSo: '문서에는 이렇게 되어 있어요.',
  saysBeside: (title: string) => `같은 문서의 「${escapeMarkdown(title)}」에 나와요.`,
  notInArticle: '이 문서에는 그 내용이 없어요.',
  nearestThere: '가장 가까운 내용은 이거예요.',
  sourceIs: '제가 지어낸 말이 아니라 Microsoft 문서를 그대로 옮긴 거예요.',
  pointed: '말씀하신 것은 이 답의 여기에 해당해요.',
  isThisOne: '그렇다면 지금 보는 이 답이 맞아요.',
  places: {
    title: '제목',
    error: '증상',
    cause: '원인',
    text: '설명',
    steps: '방법',
    note: '참고',
  },
  stepPlace: (number: number) => `${number}단계`,
  stepOfCause: (cause: number, number: number) => `원인 ${cause}의 ${number}단계`,
  rest: (told: number) =>
    told > 0 ? '말씀하신 것은 한 것으로 둘게요. 남은 단계예요.' : '아직 말씀하지 않은 단계예요.',
  restGoesOn: '더 남은 단계는 **전체 보기**나 **한 단계씩**으로 볼 수 있어요.',
  understoodRest: (workload: string, label: string) =>
    `${escapeMarkdown(workload)}의 「${escapeMarkdown(label)}」 문제로 이해했어요. 이미 하셨다는 것은 빼고 보여드려요. **전체 보기**라고 하면 모두 보여드려요.`,
  allTold: '이 답의 단계는 모두 해 보셨네요.',
  partlySolved: '일부만 풀렸네요. 안 되는 쪽은 이어서 볼게요.',
  twoProblems: (first: string, second: string) =>
    `두 가지 문제로 들었어요. 먼저 「${escapeMarkdown(first)}」부터 볼게요. 「${escapeMarkdown(second)}」는 **다른 하나**라고 하면 이어서 볼게요.`,
  handoffNothing:
    '넘길 내용을 정리하려면 어떤 문제인지 먼저 알아야 해요. 증상이나 오류 코드를 적어 주시면 요약해 드려요.',
  newProblem: '네, 어떤 문제인가요? 증상이나 오류 코드를 적어 주세요.',
  upset: '답답하게 해 드려 죄송해요. 오류 메시지나 코드를 그대로 적어 주시면 바로 찾아볼게요.',
  noted: '말씀하신 내용을 이 문제에 더해 둘게요.',
  stuck: '어떻게 도와드릴까요? 한 단계씩 보거나, 다른 방법을 찾거나, 지원에 넘길 요약을 받을 수 있어요.',
  guess: (workload: string) =>
    `백업 종류를 확인하지 못해서, 가장 흔한 ${escapeMarkdown(workload)}의 내용부터 보여드려요.`,
  reopened: '다시 볼게요.',
  cameBack: '다시 생겼군요. 앞에서 도움이 된 내용이에요. 이번에는 안 되면 **아직 안 돼요**라고 해 주세요.',
  askWorkload: '어떤 백업에서 생긴 문제인가요? 백업 종류에 따라 해결 방법이 달라요.',
  askWorkloadAgain: '백업 종류를 골라 주세요. 잘 모르면 **모르겠어요**라고 하면 같이 찾아볼게요.',
  explainWorkloads: (items: ReadonlyArray<{ name: string; description: string }>) =>
    [
      '백업 종류는 이렇게 나뉘어요.',
      items.map((item) => `- **${escapeMarkdown(item.name)}**: ${escapeMarkdown(item.description)}`).join('\n'),
      '어느 쪽인가요?',
    ].join('\n\n'),
  startIdentifying: '그럼 몇 가지만 여쭤볼게요.',
  /** Questions to Workload.looks, in its order. */
  aspects: ['무엇을 백업하나요?', '백업을 어떻게 설정했나요?', '오류가 어디에 보이나요?'],
  askAspectAgain: '보이는 것에 가장 가까운 것을 골라 주세요. 잘 모르면 **모르겠어요**도 괜찮아요.',
  describeSetUp:
    '그럼 어떻게 백업하는지 적어 주세요. 예: “포털에서 가상 머신을 통째로”, “서버에 에이전트를 깔아 폴더만”',
  identified: (workload: string) => `${withParticle(workload, '으로/로')} 보고 찾았어요.`,
  askEntry: '아래 중 어떤 증상에 가장 가까운가요?',
  askEntryAgain: '위에서 번호나 이름으로 골라 주세요. 맞는 것이 없으면 **해당 없음**을 골라 주세요.',
  askNearCode: (said: string, meant: string) =>
    `${withParticle(`「${escapeMarkdown(said)}」`, '은/는')} 문서에 없는 코드예요. 혹시 ${withParticle(`「${escapeMarkdown(meant)}」`, '을/를')} 말씀하시나요?`,
  yesNoAgain: '예 또는 아니요로 답해 주세요. 잘 모르면 **모르겠어요**도 괜찮아요.',
  tellProblem: (workload: string) =>
    `${escapeMarkdown(workload)}, 확인했어요. 어떤 문제인지 증상이나 오류 코드를 적어 주세요.`,
  understood: (workload: string, label: string) =>
    `${escapeMarkdown(workload)}의 「${escapeMarkdown(label.replace(/\s*(?:문제 해결|문제)$/, ''))}」 문제로 이해했어요.`,
  nearest: (workload: string, label: string) =>
    `꼭 맞는지는 확실하지 않지만, ${escapeMarkdown(workload)}의 「${escapeMarkdown(label)}」 내용이 가장 가까워요.`,
  understoodFirst: (workload: string) => `${escapeMarkdown(workload)} 문제의 기본 점검부터 볼게요.`,
  otherArticle: (asked: string, actual: string) =>
    `${escapeMarkdown(asked)} 문서에는 없고, ${escapeMarkdown(actual)} 문서에 있는 오류예요.`,
  next: '다음으로 볼 내용이에요.',
  cause: (number: number, total: number) => (total > 1 ? `**원인 ${number}/${total}**` : '**원인**'),
  ownNote: '바로잡음(백업 길잡이)',
  ownWarning: '주의(백업 길잡이)',
  hazards: HAZARDS,
  original: '원문',
  alertNames: { note: '참고', tip: '팁', important: '중요', warning: '주의', caution: '주의' },
  solvedQuestion: '해결됐나요?',
  moreCauses: (left: number) => `다른 원인이 ${left}개 더 있어요. 해결됐나요?`,
  moreSteps: '단계가 더 있어요. 해결됐나요?',
  nextCause: (page: number, pages: number) => `다음 원인 (${page}/${pages})`,
  nextStep: (page: number, pages: number) => `다음 단계 (${page}/${pages})`,
  solved: '해결되어 다행이에요. 다른 문제가 생기면 언제든 적어 주세요.',
  ratingQuestion: '이 답이 어땠는지 알려 주셔도 좋아요.',
  ratedUp: '알려 주셔서 고마워요.',
  ratedDown: '어떤 점이 아쉬웠는지 한 줄로 적어 주시면 문서를 고치는 데 쓸게요. 안 적으셔도 돼요.',
  reasonTaken: '적어 주신 내용을 남겨 둘게요. 고마워요.',
  welcomeTryIt: '천만에요. 해 보시고 결과를 알려 주세요.',
  welcome: '천만에요. 백업 문제가 있으면 언제든 적어 주세요.',
  cancelled: '지금 문제는 그만둘게요. 다른 문제가 있으면 적어 주세요.',
  nothingToCancel: '진행 중인 문제가 없어요. 증상이나 오류 코드를 적어 주세요.',
  restarted: '모두 지우고 처음부터 할게요. 어떤 문제인가요?',
  nothingAsked: '지금 여쭤본 것이 없어요. 증상이나 오류 코드를 적거나 백업 종류를 골라 주세요.',
  tryAndTell: '해 보시고 결과를 알려 주세요. 단계가 궁금하면 “2번 단계 다시”처럼 말씀해 주세요.',
  askWhichStep: '어느 단계가 궁금하신가요? “2번 단계 다시”처럼 말씀해 주시면 그 단계만 보여드려요.',
  lastPage: '이 답은 여기까지예요. 해결되지 않았으면 **아직 안 돼요**라고 하시면 다른 방법을 찾아볼게요.',
  nothingShown: '아직 보여드린 단계가 없어요. 증상이나 오류 코드를 적어 주세요.',
  stepAgain: (number: number) => `${number}번 단계예요.`,
  noSuchStep: (count: number) => `이 답의 단계는 ${count}번까지 있어요.`,
  unknownTopic: (topics: readonly string[]) =>
    `${escapeMarkdown(topics.join(', '))}에 대한 내용은 제가 가진 문서에 없어요. 저는 Azure Backup 문제 해결 문서만 다뤄요.`,
  unknownCode: (codes: readonly string[]) =>
    `${withParticle(`「${codes.map(escapeMarkdown).join('」, 「')}」`, '은/는')} 제가 가진 문서에 없는 코드예요. 화면의 오류 메시지를 그대로 적어 주시면 다시 찾아볼게요.`,
  absentCode: (codes: readonly string[]) =>
    `${withParticle(`「${codes.map(escapeMarkdown).join('」, 「')}」`, '은/는')} 제가 가진 문서에 없는 코드라서, 함께 적어 주신 증상으로 찾았어요.`,
  unknown: '그 내용은 제가 가진 문서에 없어요. 오류 메시지나 코드를 그대로 적어 주시면 다시 찾아볼게요.',
  officialPages: (pages: ReadonlyArray<{ name: string; url: string }>) =>
    `공식 문서: ${pages.map((page) => link(escapeMarkdown(page.name), page.url)).join(', ')}`,
  rejectedAll: '그렇다면 제가 가진 문서에는 없는 문제예요. 화면의 오류 메시지를 그대로 적어 주시면 다시 찾아볼게요.',
  noise: '무슨 뜻인지 이해하지 못했어요. 증상이나 오류 코드를 글로 적어 주세요. 예: “VM 백업이 스냅샷에서 실패해요”',
  smallTalk:
    '그건 제가 다루지 않는 이야기예요. 저는 Azure Backup 문제만 도와드려요. 백업 증상이나 오류 코드를 적어 주세요.',
  handoffIntro: '제가 가진 문서로는 더 찾지 못했어요. 아래 내용을 지원 요청에 붙여 넣으세요.',
  handoffOnRequest: '지원 요청에 붙여 넣을 요약이에요. 저는 상담원에게 직접 연결하지 못해요.',
  askVersions:
    '버전을 알고 있으면 적어 주세요. 예: “Windows Server 2019, 에이전트 2.0.9250”. 요약에 넣어 다시 드릴게요.',
  versionsTaken: '버전을 넣은 요약이에요.',
  handoffFile: 'azure-backup-summary.txt',
  handoffLabels: {
    title: 'Azure Backup 문제 요약',
    workload: '백업 종류',
    problem: '증상',
    codes: '오류 코드',
    versions: '버전',
    tried: '해 본 것',
    unknown: '확인 못 함',
    none: '없음',
  },
  outcomes: { shown: '결과 모름', failed: '해결 안 됨', partly: '일부만 해결됨', solved: '해결됨' },
  stepOutcomes: { done: '됐음', failed: '안 됨', skipped: '건너뜀', impossible: '할 수 없음' },
  supportLink: 'https://portal.azure.com/#blade/Microsoft_Azure_Support/HelpAndSupportBlade/newsupportrequest',
  pasteSummary: '위의 요약을 복사해서 지원 요청에 붙여 넣으세요.',
  supportName: 'Azure Portal에서 지원 요청 만들기',
  source: (article: string, section: string, url: string) =>
    `출처: ${link(escapeMarkdown(section === '' ? article : `${article} › ${section}`), url)}`,
  machineTranslation: '기계 번역',
  interrupted: '서버가 다시 켜지느라 방금 답을 보내지 못했어요. **다시 보여줘**라고 하시거나 한 번 더 적어 주세요.',
  storageFull: '지금은 대화를 더 보관할 수 없어서 답을 드리지 못해요. 관리자에게 알려 주세요.',
  turnFailed: '처리하다가 문제가 생겼어요. 지금까지 말씀하신 내용은 그대로 있으니, 한 번 더 보내 주세요.',
  oldButton: '앞의 질문에 있던 버튼이에요. 지금 상황에 맞게 다시 골라 주세요.',
  notYourButton: '다른 분께 드린 질문의 버튼이에요. 증상을 적어 주시면 바로 도와드릴게요.',
  chooseOrType: (titles: readonly string[]) =>
    `${titles.map((title) => `「${title}」`).join(', ')} 중에서 골라 적어 주세요.`,
  noFiles: '파일은 받지 않아요. 화면의 오류 메시지나 로그를 글로 붙여 넣어 주세요.',
  /** Of the chat page and of the button that opens it on other pages. */
  webChat: {
    title: '백업 길잡이',
    subtitle: 'Azure Backup 문제 해결',
    loading: '대화를 불러오고 있어요.',
    noScript: '이 대화창은 JavaScript가 있어야 해요. 브라우저에서 켜 주세요.',
    newChat: '새 대화',
    newChatBegun: '새 대화를 시작했어요.',
    offline: '네트워크 연결이 끊겼어요. 연결되면 이어서 볼 수 있어요.',
    reconnecting: '다시 연결하고 있어요.',
    tooOld: '이 브라우저에서는 대화창이 열리지 않아요. 브라우저를 업데이트해 주세요.',
    copy: '복사',
    copyCommand: '명령어 복사',
    copied: '복사했어요',
    notCopied: '복사하지 못했어요. 직접 선택해서 복사해 주세요.',
    open: '백업 길잡이 열기',
    close: '백업 길잡이 닫기',
    attribution: '문서: Microsoft Docs, CC BY 4.0',
    privacy: '개인정보',
    terms: '이용 조건',
    connect: '다른 방법으로 대화하기',
    backToChat: '대화로 돌아가기',
    /** In place of Microsoft's words in Web Chat, by its names for them. */
    strings: {
      TEXT_INPUT_PLACEHOLDER: '증상이나 오류 코드를 적어 주세요',
      TEXT_INPUT_ALT: '메시지 입력',
      SEND_BOX_IS_EMPTY_TOOLTIP_ALT: '보낼 말을 적어 주세요.',
      ACTIVITY_BOT_SAID_ALT: '백업 길잡이의 말:',
      ACTIVITY_STATUS_SEND_FAILED_RETRY: '보내지 못했어요. [다시 보내기][RETRY]',
      SUGGESTED_ACTIONS_LABEL_ALT: '고를 수 있는 답',
      TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_LABEL_ALT: '고를 수 있는 답이 있어요.',
      TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_WITH_ACCESS_KEY_LABEL_ALT:
        '고를 수 있는 답이 있어요. $1을 누르면 그리로 가요.',
      TRANSCRIPT_LIVE_REGION_INTERACTIVE_LABEL_ALT:
        '누를 수 있는 것이 있어요. Shift+Tab으로 대화에 가서 Enter를 누르세요.',
      TRANSCRIPT_LIVE_REGION_INTERACTIVE_WITH_LINKS_LABEL_ALT:
        '링크가 있어요. Shift+Tab으로 대화에 가서 Enter를 누르세요.',
      MARKDOWN_EXTERNAL_LINK_ALT: '새 탭에서 열려요.',
      TRANSCRIPT_ARIA_LABEL_ALT: '대화. 위아래 화살표로 메시지를 옮겨 다녀요.',
    },
  },
  /** Pages of text, as HTML. */
  pages: {
    about: (entries: number, workloads: readonly string[], endpoint: string) =>
      `<h1>백업 길잡이</h1>
<p>Azure Backup 문제 해결 문서 ${entries}개 항목에서 답을 찾는 봇이 실행 중이에요.</p>
<p>다루는 백업: ${workloads.join(', ')}</p>
<h2>대화하는 방법</h2>
<ul>
<li>웹: <a href="/">이 서버의 첫 화면</a></li>
<li>다른 웹 페이지에 넣기: <code>&lt;script src="이 서버 주소/embed.js" async&gt;&lt;/script&gt;</code></li>
<li>Bot Framework Emulator: <strong>Open Bot</strong>을 누르고 주소에 <code>${endpoint}</code>을 넣으세요.</li>
<li>터미널: 프로젝트 폴더에서 <code>npm run chat</code></li>
</ul>
<p>상태: <a href="/healthz">/healthz</a></p>
<p>문서: Microsoft Docs, <a href="https://creativecommons.org/licenses/by/4.0/deed.ko">CC BY 4.0</a></p>`,
    privacy: (days: number) =>
      `<h1>개인정보</h1>
<ul>
<li>대화는 이 봇을 운영하는 서버에만 저장해요. 저장하기 전에 비밀번호, 키, 토큰, 메일 주소, IP 주소를 가려요.</li>
<li>마지막 대화에서 ${days}일이 지나면 지워요.</li>
<li>대화창에 <strong>내 기록 삭제</strong>라고 적으면 바로 지워요.</li>
<li>브라우저에는 대화를 이어 가기 위한 식별 값, 아직 보내지 않은 글, 대화창을 열어 두었는지만 저장해요. 쿠키는 쓰지 않아요.</li>
<li>Teams나 Azure의 채널로 대화하면 그 서비스의 개인정보 처리 방침도 따라요.</li>
</ul>`,
    terms: `<h1>이용 조건</h1>
<ul>
<li>답은 Microsoft의 Azure Backup 문제 해결 문서(<a href="https://creativecommons.org/licenses/by/4.0/deed.ko">CC BY 4.0</a>)에서 그대로 가져와요. 우리가 바로잡은 곳은 표시해요.</li>
<li>Microsoft가 만들거나 보증하는 서비스가 아니에요.</li>
<li>단계를 실행하기 전에 대상이 맞는지 확인하세요. 실행한 결과는 보증하지 않아요.</li>
</ul>`,
  },
  buttons: {
    yes: '예',
    solved: '해결됐어요',
    notSolved: '아직 안 돼요',
    no: '아니요',
    dontKnow: '모르겠어요',
    none: '해당 없음',
    stepDone: '됐어요',
    stepFailed: '안 돼요',
    stepSkip: '건너뛰기',
    showAll: '전체 보기',
    helpful: '도움이 됐어요',
    notHelpful: '아쉬웠어요',
    commandsOnly: '명령어만',
    previous: '이전 문제',
    lastTime: '지난번 문제 이어서',
    oneByOne: '한 단계씩',
    handoff: '상담원',
    otherProblem: '다른 하나',
  },
};
