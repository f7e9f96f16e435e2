import { KeyrackError } from '../../../../shared/errors/index.js';

/** Milliseconds. A prompt may be waiting for its user; a daemon that does not even answer a ping waits for nobody. */
const promptMs = 60_000;
const silentMs = 3_000;

/** Rejects with E_KEYCHAIN_TIMEOUT when the work is not done in time (S-02). The work itself cannot be stopped from here. */
export async function inTime<T>(work: Promise<T>, env: NodeJS.ProcessEnv, deadlineMs = promptMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_done, fail) => {
    const give = () => fail(new KeyrackError('E_KEYCHAIN_TIMEOUT'));
    timer = setTimeout(give, deadlineMs);
    if (process.platform !== 'linux') return;
    const bus = env.DBUS_SESSION_BUS_ADDRESS || (env.XDG_RUNTIME_DIR ? `unix:path=${env.XDG_RUNTIME_DIR}/bus` : undefined);
    void import('./secret-service.js').then(async ({ daemonAnswers }) => {
      if (!(await daemonAnswers(bus, silentMs))) give();
    });
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
