import { KeyrackError } from '../../../shared/errors/index.js';
import type { Backups } from '../../client/contract.js';
import type { Context } from '../context.js';
import { emptyDocument, type VaultDocument } from '../document/document.js';
import { identitiesToTry } from '../home/care.js';
import { wayForNewVault } from '../home/init.js';

// The rest of this folder is loaded when it is asked for: every command starts the worker, and few of them make a backup.
export function createBackups(context: Context): Backups {
  const { ports, outside, store, held, inOrder } = context;
  const backupOf = (ticket: string) => {
    if (held.backup?.ticket !== ticket) throw new KeyrackError('E_NOT_FOUND', 'This backup is no longer open; open it again.');
    return held.backup.backup;
  };
  return {
    async backup(request) {
      const { document } = await held.opened((by) => store.load(by, { fresh: true }));
      return (await import('./make.js')).makeBackup(outside, document, request);
    },

    async openBackup(request) {
      const restoring = await import('./restore.js');
      if (request.into !== 'new') held.needIdentity();
      const found = await restoring.openBackup(outside, request);
      const document = request.into === 'new' ? null : (await held.opened((by) => store.load(by))).document;
      held.backup = found;
      return restoring.previewOf(document ?? nobodys((await store.home()).home?.vaultId), found);
    },

    restoreKeys: (request, onProgress, stop) =>
      inOrder(async () => {
        const backup = backupOf(request.ticket);
        const { restoreInto } = await import('./restore.js');
        const by = held.needIdentity();
        const { rows, stoppedBy } = await restoreInto(outside, backup, request, context.saveAndReread, { stop, onProgress });
        return { rows, stoppedBy: stoppedBy?.body ?? null, view: await context.view(await store.load(by)) };
      }),

    async closeBackup() {
      held.backup = null;
    },

    restoreToNewVault: (request) =>
      inOrder(async () => {
        const backup = backupOf(request.ticket);
        const { restoreToNewVault } = await import('./restore.js');
        const way = await wayForNewVault(ports, request);
        const done = await restoreToNewVault(ports, store, { backup, way, identities: await identitiesToTry(context, false), request });
        held.forget();
        return done;
      }),
  };
}

/** What a new vault is before a backup is in it. */
const nobodys = (vaultId = ''): VaultDocument => emptyDocument({ vaultId, devices: [], recovery: null, savedAt: '' });
