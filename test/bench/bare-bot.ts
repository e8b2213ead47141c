import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
} from 'botbuilder';
import restify from 'restify';

// What any bot with this SDK and server needs at least: the measure for our own start.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const state = new ConversationState(new MemoryStorage());
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(context.activity.text);
  await state.saveChanges(context);
  await next();
});
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
