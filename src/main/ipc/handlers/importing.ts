import { createHash } from 'node:crypto';
import type { ExaminedFile, Handlers, ImportItemInput } from '../../../shared/ipc/contract.js';
import type { ImportItem, Source } from '../../../strongroom/client/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import { foundHandlers } from './found.js';
import { inSteps, tellReading, told } from './in-steps.js';

type ImportHandlers = Pick<
  Handlers['keys'],
  'choose' | 'examine' | 'examineClipboard' | 'clearPasted' | 'identify' | 'import' | 'findInFolder' | 'findElsewhere' | 'importFound'
>;

/** What brings keys in: chosen, dropped, pasted or found; looked at first, and then imported. */
export function importHandlers(shell: Shell): ImportHandlers {
  const { keyrack, paths: named, jobs } = shell;
  const examine = async (id: string | undefined, paths: readonly (string | null)[]): Promise<ExaminedFile[]> => {
    const sources = await Promise.all(paths.map((path) => sourceOf(path)));
    const seen = await jobs.run(id, (job) =>
      keyrack.examineFiles({ sources, onProgress: told(inSteps(tellReading(job, 'look'))), signal: job.signal }),
    );
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
    async choose({ job }) {
      const paths = await shell.ask.keyFiles();
      named.handOut(paths ?? []);
      return paths === null ? [] : examine(job, paths);
    },
    examine: ({ job, paths }) => examine(job, paths),
    examineClipboard: ({ job }) => examine(job, [null]),
    async clearPasted() {
      const cleared = pasted !== null && digest(await shell.readClipboard()) === pasted;
      if (cleared) shell.clearClipboard();
      pasted = null;
      return { cleared };
    },
    async identify({ job: id, path }) {
      const source = await sourceOf(path);
      const seen = await jobs.run(id, (job) => keyrack.identify({ source, onProgress: told(inSteps(tellReading(job, 'look'))) }));
      return { ...seen, repairs: [...seen.repairs] };
    },
    ...foundHandlers(shell),
    async import({ job: id, organization, items }) {
      const { rows } = await jobs.run(id, async (job) =>
        keyrack.importKeys({
          organization: 'id' in organization ? organization.id : organization.name,
          program: 'id' in organization ? 'app-store' : organization.program,
          items: await Promise.all(items.map(itemOf)),
          onProgress: inSteps(tellReading(job, 'import')),
          signal: job.signal,
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
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const pickedFrom = (source: Source, { record, keyPath }: ImportItemInput): Source =>
  source.from === 'stdin'
    ? source
    : { ...source, ...(record ? { record } : {}), ...(source.from === 'file' && keyPath ? { keyPath } : {}) };
