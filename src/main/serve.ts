import type { IpcMain } from 'electron';
import type { Keyrack } from '../core/keyrack.js';
import { uptime } from '../platform/clock.js';
import { asKeyrackError, type ErrorBody } from '../shared/errors/index.js';
import { appState, type Facts, vaultData } from './app-state.js';
import { createAutoLock, type LockClock } from './auto-lock.js';
import type { TimedClipboard } from './desktop/clipboard.js';
import type { Desktop, Shell, Tell } from './desktop/desktop.js';
import type { OpenedFiles } from './desktop/opened-files.js';
import type { Gate } from './ipc/gate.js';
import { handlersFor } from './ipc/handlers/all.js';
import { createJobs } from './ipc/jobs.js';
import { createNamedPaths } from './ipc/named-paths.js';
import { hearOfFiles, registerIpc } from './ipc/register.js';
import type { Settings } from './settings.js';
import { createRecovery } from './shown-recovery-key.js';
import { createVaultNews } from './vault-news.js';

export interface Served {
  readonly facts: Facts;
  readonly keyrack: Keyrack;
  readonly settings: Settings;
  readonly clipboard: TimedClipboard;
  readonly clearedAt: () => number | null;
  readonly tell: Tell;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on'>;
  readonly gate: Gate;
  readonly desktop: Desktop;
  readonly opened: OpenedFiles;
}

/** Milliseconds a question of the page waits for the vault to open by itself. */
const patienceMs = 400;

const lockClock: LockClock = {
  wall: Date.now,
  monotonic: () => performance.now(),
  uptime,
  // Alone it keeps no process alive.
  set: (work, ms) => setTimeout(work, ms).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** Joins the page to the use cases: the handlers, and what main tells unasked. */
export function serve({ facts, keyrack, settings, clipboard: timed, clearedAt, tell, ipcMain, gate, desktop, opened }: Served) {
  let refused: ErrorBody | null = null;
  const state = () => appState(keyrack, facts, settings.now, () => refused);
  /** While the vault may yet open by itself. */
  let opening: Promise<void> | null = null;
  const news = createVaultNews(
    () => vaultData(keyrack),
    (change) => tell('vault.changed', change),
  );
  const tellState = async () => tell('state.changed', await state());
  const autoLock = createAutoLock(
    () => settings.now.autoLockMinutes,
    () => void lock(),
    lockClock,
  );

  const lock = async () => {
    news.forget();
    autoLock.stop();
    recovery.forget();
    // Side by side: a clipboard that does not answer must not keep the vault open.
    await Promise.all([timed.clear('lock'), keyrack.lock()]);
    await tellState();
  };
  /** Reads again and tells the page what is new; nothing when nothing is. */
  const refresh = async () => {
    const isNews = await settings.reread();
    if (isNews || keyrack.session.remembered === null) await tellState();
    if (keyrack.session.remembered === null) return;
    try {
      await news.changes();
    } catch (error) {
      refused = asKeyrackError(error).body;
      await tellState();
    }
  };
  const shell: Shell = {
    ...desktop,
    keyrack,
    clipboard: timed,
    settings,
    jobs: createJobs(tell),
    paths: createNamedPaths(),
    opened,
    tell,
    clearedAt,
    async state() {
      if (opening) await Promise.race([opening, new Promise<void>((go) => setTimeout(go, patienceMs))]);
      return state();
    },
    lock,
    tellVault: news.all,
    refuse(error) {
      refused = error;
    },
    async unlocked() {
      refused = null;
      autoLock.used();
      await tellState();
    },
  };
  const recovery = createRecovery();
  hearOfFiles(ipcMain, gate, shell.paths);
  registerIpc(ipcMain, handlersFor(shell, recovery), gate, {
    asked: () => autoLock.used(),
    // A page that has its answer has the new list too, also where the home cannot be watched.
    async answered(channel, { changes }) {
      // The minutes themselves may have been set by it.
      if (channel === 'app.setSetting') autoLock.used();
      if (changes) await refresh();
    },
  });

  const openUnasked = async (): Promise<void> => {
    try {
      if ((await keyrack.atHome()).vault === null) return;
      await keyrack.unlock({ how: 'any', interactive: false });
      autoLock.used();
    } catch (error) {
      const { body } = asKeyrackError(error);
      if (body.code !== 'E_PASSPHRASE_MISSING' && body.code !== 'E_LOCKED') refused = body;
    }
    // The page may be there already, waiting behind a keychain that took its time.
    await tellState();
  };

  return {
    lock,
    refresh,
    /** The screen was locked, or the machine is about to sleep. */
    async away(): Promise<void> {
      if (settings.now.lockWithScreen) await lock();
      else await timed.clear('lock');
    },
    /** timers slept too. */
    async resumed(): Promise<void> {
      autoLock.check();
      await timed.check();
    },
    /**
     * The keychain, or what the environment gives, opens the vault without a question; anything else is the page's to ask. The
     * page's first question waits for it, but not for long: a keychain that asks, or hangs, is the lock screen's to speak of.
     */
    openByItself(): void {
      opening = openUnasked().finally(() => {
        opening = null;
      });
    },
  };
}
