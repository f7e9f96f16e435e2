import { asKeyrackError, familyOf, KeyrackError } from '../../../shared/errors/index.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import type { Recovery } from '../../shown-recovery-key.js';
import * as words from '../../words.js';

const longestSeconds = 60;

/** Opens a vault that was just made. Whatever comes of that, its recovery key is shown: this is the only time. Answers what is asked back of it. */
export async function openNew(shell: Shell, recovery: Recovery, recoveryKey: string | null, passphrase: string | null): Promise<number[]> {
  if (recoveryKey !== null) shell.settings.set('recoveryPending', true);
  const ask = recoveryKey === null ? [] : [...recovery.keep(recoveryKey)];
  try {
    await openVault(shell, passphrase);
    await shell.unlocked();
  } catch (error) {
    shell.refuse(asKeyrackError(error).body);
    shell.tell('state.changed', await shell.state());
  }
  return ask;
}

export const vaultHandlers = (shell: Shell, recovery: Recovery): Handlers['vault'] => ({
  async view() {
    await shell.tellVault();
    return {};
  },
  keychain: () => shell.keyrack.probeKeychain(),
  async init({ passphrase, ...request }) {
    const { recoveryKey } = await shell.keyrack.init({ ...request, ...(passphrase === null ? {} : { passphrase }) });
    return { recoveryKey, ask: await openNew(shell, recovery, recoveryKey, passphrase) };
  },
  async unlock({ passphrase, recoveryKey }) {
    try {
      if (recoveryKey === undefined) await openVault(shell, passphrase);
      else await shell.keyrack.unlock({ how: 'identity', identity: recoveryKey });
    } catch (error) {
      const { body } = asKeyrackError(error);
      shell.refuse(body);
      // What is wrong is no longer the lock screen's to say; without a passphrase to try, it is.
      if (familyOf(body.code) === 'vault' || body.code === 'E_PASSPHRASE_MISSING') shell.tell('state.changed', await shell.state());
      throw error;
    }
    await shell.unlocked();
    return shell.state();
  },
  async lock() {
    await shell.lock();
    return shell.state();
  },
  async repair({ keep }) {
    const { movedAside, promoted, view } = await shell.keyrack.repair(keep === null ? {} : { keep });
    const left = view.health.warnings.map(({ message }) => message);
    return { movedAside: movedAside.map(({ to }) => to), promoted: [...promoted], left };
  },
  async changeUnlock({ unlock, rotate, current, passphrase }) {
    // Never from the environment the app was started in: what the page was not given was not typed.
    if (unlock === 'passphrase' && passphrase === null) throw new KeyrackError('E_PASSPHRASE_MISSING');
    const mayDelete = rotate ? await shell.keyrack.unopened() : [];
    if (!(await shell.ask.confirm(words.changeUnlock(unlock, rotate, mayDelete))))
      return { changed: false, newDevice: false, deleted: [], setAside: [], found: [] };
    const { newDevice, deleted, setAside, found } = await shell.keyrack.changeUnlock({
      unlock,
      rotate,
      recovery: false,
      mayDelete,
      current,
      ...(passphrase === null ? {} : { passphrase }),
    });
    await shell.unlocked();
    return { changed: true, newDevice, deleted: [...deleted], setAside: [...setAside], found: [...found] };
  },
});

export function recoveryHandlers(shell: Shell, recovery: Recovery): Handlers['recovery'] {
  /** What the last change of the recovery key left behind. */
  let left: Left | null = null;
  return {
    async new({ passphrase }) {
      const mayDelete = await shell.keyrack.unopened();
      if (!(await shell.ask.confirm(words.newRecovery(mayDelete)))) return { recoveryKey: null, ask: [] };
      const recoveryKey = await shell.keyrack.offerRecovery({ for: 'itself', ...(passphrase === null ? {} : { passphrase }) });
      const ask = recovery.keep(recoveryKey, async () => {
        const { deleted, setAside, found } = await shell.keyrack.adoptRecovery({ mayDelete });
        left = { deleted: [...deleted], setAside: [...setAside], found: [...found] };
        await shell.unlocked();
      });
      return { recoveryKey, ask: [...ask] };
    },
    async copy() {
      // “Never” is for tokens, which end by themselves; this one never does.
      return shell.clipboard.copy(recovery.text(), shell.settings.now.clipboardSeconds || longestSeconds);
    },
    async save() {
      const path = await shell.ask.placeFor(words.recoveryFile());
      return { file: path === null ? null : await recovery.saveTo(path) };
    },
    async confirm({ characters }) {
      left = null;
      const right = await recovery.confirm(characters);
      if (right) await inHand(shell);
      return isNothing(left) ? { right } : { right, left };
    },
    async later() {
      recovery.forget();
      return {};
    },
    async verify({ recoveryKey }) {
      const { is, opens, fails, unread } = await shell.keyrack.verifyRecovery({ key: recoveryKey });
      if (is === 'recovery') await inHand(shell);
      return { is, opens: [...opens], fails: [...fails], unread: [...unread] };
    },
  };
}

type Left = NonNullable<Awaited<ReturnType<Handlers['recovery']['confirm']>>['left']>;
const isNothing = (left: Left | null): left is null =>
  left === null || left.deleted.length + left.setAside.length + left.found.length === 0;

/** Whoever can type it has it. */
async function inHand({ settings, unlocked }: Shell): Promise<void> {
  if (!settings.now.recoveryPending) return;
  settings.set('recoveryPending', false);
  await unlocked();
}

export const openVault = ({ keyrack }: Pick<Shell, 'keyrack'>, passphrase: string | null) =>
  keyrack.unlock(passphrase === null ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase });
