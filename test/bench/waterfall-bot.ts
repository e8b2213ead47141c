import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type StatePropertyAccessor,
  UserState,
} from 'botbuilder';
import {
  ChoicePrompt,
  ComponentDialog,
  type DialogState,
  runDialog,
  TextPrompt,
  WaterfallDialog,
} from 'botbuilder-dialogs';
import restify from 'restify';

const WATERFALL = 'two-steps';

/** The SDK's own way of such a dialog, as its samples have it: which product, then what is wrong. */
class MainDialog extends ComponentDialog {
  constructor(private readonly problems: StatePropertyAccessor<string[]>) {
    super('main');
    this.addDialog(new ChoicePrompt('choice'));
    this.addDialog(new TextPrompt('text'));
    this.addDialog(
      new WaterfallDialog(WATERFALL, [
        async (step) =>
          step.prompt('choice', {
            prompt: '어떤 백업인가요?',
            choices: ['MARS 에이전트', 'MABS 백업 서버', 'Azure VM', '시스템 상태'],
          }),
        async (step) => step.prompt('text', '어떤 문제인가요?'),
        async (step) => {
          const known = (await this.problems.get(step.context, [])) ?? [];
          await this.problems.set(step.context, [...known, String(step.result)].slice(-5));
          await step.context.sendActivity(`확인했어요: ${String(step.result)}`);
          return step.endDialog();
        },
      ]),
    );
    this.initialDialogId = WATERFALL;
  }
}

// In memory: the measure for a dialog on a disk.
const storage = new MemoryStorage();
const conversation = new ConversationState(storage);
const user = new UserState(storage);
const dialog = new MainDialog(user.createProperty('problems'));
const state = conversation.createProperty<DialogState>('dialogs');
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await runDialog(dialog, context, state);
  await next();
});
bot.onDialog(async (context, next) => {
  await conversation.saveChanges(context, false);
  await user.saveChanges(context, false);
  await next();
});
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  // Restify's own types of a request are looser than the SDK's.
  await adapter.process(request as Parameters<CloudAdapter['process']>[0], response, (context) => bot.run(context));
});
server.get('/healthz', (_request, response, next) => {
  response.send(200);
  next();
});
server.listen(Number(process.env['PORT'] ?? 3978), '127.0.0.1');
