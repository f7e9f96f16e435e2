import { asKeyrackError } from '../../../shared/errors/index.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import { vaultData } from '../../app-state.js';
import type { Recovery } from '../../recovery.js';
import type { Shell } from '../../shell.js';

const longestSeconds = 60;

export const vaultHandlers = (shell: Shell, recovery: Recovery): Handlers['vault'] => ({
  view: () => vaultData(shell.keyrack),
  async init({ passphrase, ...request }) {
    const { recoveryKey } = await shell.keyrack.init({ ...request, ...(passphrase === null ? {} : { passphrase }) });
    await openVault(shell, passphrase);
    await shell.unlocked();
    return recoveryKey === null ? { recoveryKey, ask: [] } : { recoveryKey, ask: [...recovery.keep(recoveryKey)] };
  },
  async unlock({ passphrase, recoveryKey }) {
    try {
      if (recoveryKey === undefined) await openVault(shell, passphrase);
      else await shell.keyrack.unlock({ how: 'identity', identity: recoveryKey });
    } catch (error) {
      shell.refuse(asKeyrackError(error).body);
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
    const { movedAside, promoted } = await shell.keyrack.repair(keep === null ? {} : { keep });
    return { movedAside: movedAside.map(({ to }) => to), promoted: [...promoted] };
  },
});

export const recoveryHandlers = (shell: Shell, recovery: Recovery): Handlers['recovery'] => ({
  async copy() {
    // “Never” is for tokens, which end by themselves; this one never does.
    return shell.clipboard.copy(recovery.text(), shell.settings.now.clipboardSeconds || longestSeconds);
  },
  async save() {
    const path = await shell.ask.placeFor('Keyrack recovery key.txt');
    return { file: path === null ? null : await recovery.saveTo(path) };
  },
  async confirm({ characters }) {
    return { right: recovery.confirm(characters) };
  },
  async later() {
    recovery.forget();
    return {};
  },
});

const openVault = ({ keyrack }: Shell, passphrase: string | null) =>
  keyrack.unlock(passphrase === null ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase });
