import { basename } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Handlers } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import type { BackupPreview, NamedKey } from '../../../strongroom/client/contract.js';
import type { Shell } from '../../shell.js';

/** Only paths and a typed passphrase pass through here: the bytes stay in the strongroom (S-06). */
export function backupHandlers({ keyrack, ask, tell }: Shell): Handlers['backup'] {
  let shown: BackupPreview | null = null;
  let running: AbortController | null = null;

  return {
    async make({ passphrase }) {
      // A locked vault is said before a place is asked for.
      await keyrack.session.view();
      const path = await ask.placeFor(`Keyrack backup ${new Date().toISOString().slice(0, 10)}.age`);
      if (path === null) return { file: null, keys: 0, trashed: 0, leftOut: [] };
      const confirmWithout = (unreadable: readonly NamedKey[]) => ask.confirm(withoutQuestion(unreadable));
      const { file, keys, trashed, leftOut } = await keyrack.backup({ path, passphrase, confirmWithout });
      return { file, keys: keys.length, trashed, leftOut: [...leftOut] };
    },
    async choose() {
      const path = await ask.backupFile();
      return path === null ? null : { path, file: showName(basename(path)) };
    },
    async open({ path, passphrase }) {
      const preview = await keyrack.openBackup({ path, passphrase });
      shown = preview;
      return { ...preview, file: showName(basename(path)), rows: [...preview.rows], warnings: [...preview.warnings] };
    },
    async restore({ ticket, keepBoth }) {
      const preview = shown;
      if (preview?.ticket !== ticket) throw new KeyrackError('E_NOT_FOUND', 'This backup is no longer open; open it again.');
      shown = null;
      const stop = new AbortController();
      running = stop;
      try {
        const { rows, stoppedBy } = await keyrack.restoreBackup({
          preview,
          keepBoth,
          signal: stop.signal,
          onProgress: (done, total) => tell('progress', { work: 'restore', done, total, test: null }),
        });
        return { rows: [...rows], stoppedBy: stoppedBy?.body ?? null };
      } finally {
        running = null;
      }
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

const named = 10;
function withoutQuestion(keys: readonly NamedKey[]) {
  const names = keys.slice(0, named).map(({ organization, name }) => showName(`${organization} / ${name}`));
  const more = keys.length > named ? [`and ${keys.length - named} more`] : [];
  return {
    message: keys.length === 1 ? 'One key cannot be read. Back up the others?' : `${keys.length} keys cannot be read. Back up the others?`,
    detail: `${[...names, ...more].join('\n')}\n\nAn older backup may still hold what this one would leave out.`,
    button: 'Back up the others',
  };
}
