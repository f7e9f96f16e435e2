import { createHash } from 'node:crypto';
import type { ListedKey } from '../../../core/selectors/listed-key.js';
import { asKeyrackError } from '../../../shared/errors/index.js';
import type { ExaminedFile, Handlers, ImportItemInput, KeyTest } from '../../../shared/ipc/contract.js';
import type { TestReport } from '../../../shared/model.js';
import { showName } from '../../../shared/text.js';
import type { ImportItem, Source } from '../../../strongroom/client/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import { purge } from '../../words.js';
import { foundHandlers } from './found.js';
import { inSteps, tellReading, told } from './in-steps.js';
import { askingTokens, defined } from './organizations.js';

export function keyHandlers(shell: Shell): Handlers['keys'] {
  const { keyrack, paths: named, tell } = shell;
  const running = new Set<AbortController>();
  const stoppable = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const stop = new AbortController();
    running.add(stop);
    try {
      return await work(stop.signal);
    } finally {
      running.delete(stop);
    }
  };

  const examine = async (paths: readonly (string | null)[]): Promise<ExaminedFile[]> => {
    const sources = await Promise.all(paths.map((path) => sourceOf(path)));
    const seen = await keyrack.examineFiles({ sources, onProgress: told(inSteps(tellReading(tell, 'look'))) });
    // A tool's JSON answers with a row for each of its keys.
    return seen.map((one) => ({ ...one, warnings: [...one.warnings], path: paths[one.source] ?? null }));
  };
  /** Of the last paste, to know it again; never the text. */
  let pasted: string | null = null;
  const paste = async (): Promise<string> => {
    const text = await shell.readClipboard();
    pasted = digest(text);
    return text;
  };
  /** A path goes to the strongroom as it is; only a paste passes through main, and is let go at once. */
  const sourceOf = async (path: string | null): Promise<Source> =>
    path === null ? { from: 'text', text: await paste() } : { from: 'file', path: named.known(path) };
  const itemOf = async (item: ImportItemInput): Promise<ImportItem> => ({
    source: pickedFrom(await sourceOf(item.path), item),
    shown: { fingerprint: item.fingerprint },
    keyId: item.keyId,
    keyIdWins: 'typed',
    kind: item.kind,
    roles: item.roles,
    keepBoth: item.keepBoth,
    ...(item.issuerId === null ? {} : { issuerId: item.issuerId }),
    ...(item.name === null ? {} : { name: item.name }),
  });

  return {
    async choose() {
      const paths = await shell.ask.keyFiles();
      named.handOut(paths ?? []);
      return paths === null ? [] : examine(paths);
    },
    examine: ({ paths }) => examine(paths),
    examineClipboard: () => examine([null]),
    async clearPasted() {
      const cleared = pasted !== null && digest(await shell.readClipboard()) === pasted;
      if (cleared) shell.clearClipboard();
      pasted = null;
      return { cleared };
    },
    async identify({ path }) {
      const seen = await keyrack.identify({ source: await sourceOf(path), onProgress: told(inSteps(tellReading(tell, 'look'))) });
      return { ...seen, repairs: [...seen.repairs] };
    },
    ...foundHandlers(shell, stoppable),
    async import({ organization, items }) {
      const { rows } = await stoppable(async (signal) =>
        keyrack.importKeys({
          organization: 'id' in organization ? organization.id : organization.name,
          program: 'id' in organization ? 'app-store' : organization.program,
          items: await Promise.all(items.map(itemOf)),
          onProgress: inSteps(tellReading(tell, 'import')),
          signal,
        }),
      );
      const stored = rows.find(({ ok }) => ok)?.id;
      const its = keyrack.session.remembered?.keys.find(({ id }) => id === stored);
      return {
        rows: rows.map(({ file, ok, id, keyId, warnings, error }) => ({
          path: items.some(({ path }) => path === file) ? file : null,
          ok,
          id,
          keyId,
          warnings: [...warnings],
          error,
        })),
        organizationId: its?.organizationId ?? null,
      };
    },
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
    async test({ keys }) {
      const reports = await stoppable((signal) =>
        keyrack.testConnection({
          keys,
          all: false,
          onProgress: (done, total, report) => tell('progress', { work: 'test', done, total, test: keyTest(report), waitingFor: null }),
          signal,
        }),
      );
      return reports.map(keyTest);
    },
    async cancel() {
      for (const stop of running) stop.abort();
      return {};
    },
    async trashDownload({ key, path }) {
      await keyrack.discardDownload({ key, path: named.known(path), moveToTrash: shell.moveToTrash });
      return {};
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const pickedFrom = (source: Source, { record, keyPath }: ImportItemInput): Source =>
  source.from === 'stdin'
    ? source
    : { ...source, ...(record ? { record } : {}), ...(source.from === 'file' && keyPath ? { keyPath } : {}) };

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
