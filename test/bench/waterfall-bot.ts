import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  UserState,
} from 'botbuilder';
import { DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import restify from 'restify';

// The SDK's own way of a dialog: two steps, two states, in memory. The measure for our dialog on a disk.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const storage = new MemoryStorage();
const conversation = new ConversationState(storage);
const user = new UserState(storage);
const answers = user.createProperty<string[]>('answers');
const dialogs = new DialogSet(conversation.createProperty('dialogs'));
dialogs.add(new TextPrompt('text'));
dialogs.add(
  new WaterfallDialog('two-steps', [
    async (step) => step.prompt('text', '어떤 백업인가요?'),
    async (step) => {
      const known = await answers.get(step.context, []);
      await answers.set(step.context, [...(known ?? []), String(step.result)].slice(-5));
      await step.context.sendActivity(`확인했어요: ${String(step.result)}`);
      return step.endDialog();
    },
  ]),
);
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  // Restify's own types of a request are looser than the SDK's.
  await adapter.process(request as Parameters<CloudAdapter['process']>[0], response, async (context) => {
    const dc = await dialogs.createContext(context);
    const { status } = await dc.continueDialog();
    if (status === 'empty') await dc.beginDialog('two-steps');
    await conversation.saveChanges(context);
    await user.saveChanges(context);
  });
});
server.get('/healthz', (_request, response, next) => {
  response.send(200);
  next();
});
server.listen(Number(process.env['PORT'] ?? 3978), '127.0.0.1');
