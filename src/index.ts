import 'dotenv/config';
import { startService } from './channels/service.js';
import { readSettings } from './channels/settings.js';
import { GuideError } from './knowledge/errors.js';

/** Running turns get 10 s; closing what is left takes far less. */
const STOP_LIMIT_MS = 15_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

// Conversations and journal are for nobody else on this machine.
process.umask(0o077);

try {
  const service = await startService(readSettings(process.env), say);
  say(`메시지 주소 (Emulator에 넣을 주소): ${service.address}/api/messages`);
  say(`브라우저에서 열 주소: ${service.address}/`);
  say('끝내려면 Ctrl-C를 누르세요.');
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    say('진행 중인 대화를 마치고 끝낼게요.');
    // Whatever still hangs then: the process was asked to end.
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    await service.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
} catch (error) {
  if (!(error instanceof GuideError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = 1;
}
