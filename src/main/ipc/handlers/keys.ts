import type { ListedKey } from '../../../core/selectors/listed-key.js';
import { asKeyrackError } from '../../../shared/errors/index.js';
import type { Handlers, KeyTest } from '../../../shared/ipc/contract.js';
import type { TestReport } from '../../../shared/model.js';
import { showName } from '../../../shared/text.js';
import type { Shell } from '../../desktop/desktop.js';
import { purge } from '../../words.js';
import { importHandlers } from './importing.js';
import { askingTokens, defined } from './organizations.js';

export function keyHandlers(shell: Shell): Handlers['keys'] {
  const { keyrack, paths: named, jobs } = shell;

  return {
    ...importHandlers(shell),
    async edit({ key, set: { organizationId, ...set } }) {
      const moved = organizationId === undefined ? {} : { organization: organizationId };
      return askingTokens(shell, (confirm) => keyrack.editKey({ key, ...defined(set), ...moved, confirm }));
    },
    async trash({ key }) {
      await keyrack.trashKey({ key });
      return {};
    },
    async undo() {
      const { id, name } = await keyrack.undoTrash();
      return { key: id, name };
    },
    async restore({ key }) {
      await keyrack.undoTrash({ id: key });
      return {};
    },
    async purge({ keys }) {
      let asked = false;
      const confirm = async (all: readonly ListedKey[], unopened: readonly string[]) => {
        asked = await shell.ask.confirm(
          purge(
            all.map(({ organization, name, keyId }) => showName(`${organization} / ${name} (${keyId})`)),
            unopened.map(showName),
          ),
        );
        return asked;
      };
      try {
        const { keys: purged, deleted, setAside, found } = await keyrack.purgeKeys({ keys, confirm });
        return { purged: purged.map(({ id }) => id), deleted: [...deleted], setAside: [...setAside], found: [...found] };
      } catch (error) {
        if (asKeyrackError(error).code !== 'E_CANCELLED' || asked) throw error;
        return { purged: [], deleted: [], setAside: [], found: [] };
      }
    },
    async test({ job: id, keys }) {
      const reports = await jobs.run(id, (job) =>
        keyrack.testConnection({
          keys,
          all: false,
          onProgress: (done, total, report) => job.tell({ work: 'test', done, total, test: keyTest(report), waitingFor: null }),
          signal: job.signal,
          signalOf: job.signalOf,
        }),
      );
      return reports.map(keyTest);
    },
    async trashDownload({ key, path }) {
      await keyrack.discardDownload({ key, path: named.known(path), moveToTrash: shell.moveToTrash });
      return {};
    },
  };
}

/** Names and ids the page knows by `key`. */
function keyTest({
  id,
  keyId: _keyId,
  organization: _organization,
  name: _name,
  host: _host,
  rateLimit: _rate,
  ...result
}: TestReport): KeyTest {
  return { key: id, ...result };
}
