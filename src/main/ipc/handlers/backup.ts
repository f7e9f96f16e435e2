import { basename } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import type { BackupPreview, NamedKey } from '../../../strongroom/client/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import type { Recovery } from '../../shown-recovery-key.js';
import * as words from '../../words.js';
import { openNew } from './vault.js';

/** Only paths and a typed passphrase pass through here: the bytes stay in the strongroom (S-06). */
export function backupHandlers(shell: Shell, recovery: Recovery): Handlers['backup'] {
  const { keyrack, paths: named, ask, jobs } = shell;
  let shown: BackupPreview | null = null;
  let running: AbortController | null = null;

  return {
    async make({ passphrase }) {
      // A locked vault is said before a place is asked for.
      await keyrack.session.view();
      const path = await ask.placeFor(words.backupFile());
      if (path === null) return { file: null, keys: 0, trashed: 0, leftOut: [] };
      const confirmWithout = (unreadable: readonly NamedKey[]) =>
        ask.confirm(words.backUpWithout(unreadable.map(({ organization, name }) => showName(`${organization} / ${name}`))));
      const { file, keys, trashed, leftOut } = await keyrack.backup({ path, passphrase, confirmWithout });
      return { file, keys: keys.length, trashed, leftOut: [...leftOut] };
    },
    async choose() {
      const path = await ask.backupFile();
      named.handOut([path]);
      return path === null ? null : { path, file: showName(basename(path)) };
    },
    async open({ path, passphrase, anew }) {
      const preview = await keyrack.openBackup({ path: named.known(path), passphrase, ...(anew ? { into: 'new' } : {}) });
      shown = preview;
      return { ...preview, file: showName(basename(path)), rows: [...preview.rows], warnings: [...preview.warnings] };
    },
    async restore({ job: id, ticket, keepBoth }) {
      const preview = shown;
      if (preview?.ticket !== ticket) throw new KeyrackError('E_NOT_FOUND', words.said.backupClosed);
      shown = null;
      const closing = new AbortController();
      running = closing;
      try {
        const { rows, stoppedBy } = await jobs.run(id, (job) =>
          keyrack.restoreBackup({
            preview,
            keepBoth,
            signal: AbortSignal.any([job.signal, closing.signal]),
            onProgress: (done, total) => job.tell({ work: 'restore', done, total, test: null, waitingFor: null }),
          }),
        );
        return { rows: [...rows], stoppedBy: stoppedBy?.body ?? null };
      } finally {
        running = null;
      }
    },
    async restoreToNewVault({ ticket, unlock, passphrase }) {
      const preview = shown;
      if (preview?.ticket !== ticket) throw new KeyrackError('E_NOT_FOUND', words.said.backupClosed);
      // Never from the environment the app was started in: what the page was not given was not typed.
      if (unlock === 'passphrase' && passphrase === null) throw new KeyrackError('E_PASSPHRASE_MISSING');
      const verdict = await keyrack.assessHome();
      if (verdict.is === 'opens') throw new KeyrackError('E_VAULT_OPENS');
      if (verdict.is !== 'none' && !(await ask.confirm(words.setAside(verdict)))) return null;
      const { recoveryKey, setAside, rows } = await keyrack.restoreToNewVault({
        preview,
        unlock,
        recovery: true,
        evenSealed: verdict.is === 'sealed',
        mark: verdict.mark,
        ...(passphrase === null ? {} : { passphrase }),
      });
      shown = null;
      return { recoveryKey, ask: await openNew(shell, recovery, recoveryKey, passphrase), setAside, rows: [...rows] };
    },
    async close() {
      shown = null;
      // A restore lets go by itself when it has stopped.
      if (running === null) await keyrack.closeBackup();
      else running.abort();
      return {};
    },
  };
}
