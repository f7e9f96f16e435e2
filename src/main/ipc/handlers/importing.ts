import { createHash } from 'node:crypto';
import { type FoundKeys, isWorthwhile, scanLimit } from '../../../core/usecases/imports/find-keys.js';
import type { SaidOfFound } from '../../../core/usecases/imports/found-items.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { FoundPreview, Handlers, RowSaid } from '../../../shared/ipc/contract.js';
import { isPlacedTool } from '../../../shared/tools/places.js';
import type { Shell } from '../../desktop/desktop.js';
import { said as words } from '../../words.js';
import { asProgress, inSteps, tellReading } from './in-steps.js';

type Verbs =
  | 'choose'
  | 'opened'
  | 'preview'
  | 'previewFolder'
  | 'previewTools'
  | 'previewClipboard'
  | 'decide'
  | 'import'
  | 'clearPasted'
  | 'identify';
type Into = { readonly id: string } | { readonly name: string; readonly program: SaidOfFound['program'] };
interface Said {
  readonly preview: number;
  readonly organization: Into | null;
  readonly rest?: Into | null | undefined;
  readonly issuerId: string | null;
  readonly said?: readonly RowSaid[] | undefined;
}

/** Look, show, say, import. The page says things of rows that main has seen, and names only files and folders that were given to the window. */
export function importHandlers(shell: Shell): Pick<Handlers['keys'], Verbs> {
  const { keyrack, paths: named, ask, jobs } = shell;
  let seen: FoundKeys = { rows: [], skipped: [], more: false };
  let preview = 0;
  const look = async (id: string | undefined, from: Parameters<typeof keyrack.findKeys>[0]['from']): Promise<FoundPreview> => {
    seen = await jobs.run(id, (job) =>
      keyrack.findKeys({ from, limit: scanLimit, onProgress: asProgress(inSteps(tellReading(job, 'look'))), signal: job.signal }),
    );
    preview += 1;
    named.handOut(seen.rows.flatMap(({ path, keyPath }) => [path, keyPath]));
    return {
      preview,
      rows: seen.rows.map((row) => ({ ...row, warnings: [...row.warnings], worthwhile: isWorthwhile(row) })),
      skipped: [...seen.skipped],
      more: seen.more,
    };
  };
  const { paste, clearPasted } = pasting(shell);
  const requestOf = (asked: Said, picked: (row: number) => boolean): SaidOfFound => {
    if (asked.preview !== preview) throw new KeyrackError('E_USAGE', words.previewGone);
    return saidOf(seen, asked, picked);
  };

  return {
    async choose() {
      const paths = await ask.keyFiles();
      named.handOut(paths ?? []);
      return [...(paths ?? [])];
    },
    async opened() {
      const paths = shell.opened.take();
      named.handOut(paths);
      return paths;
    },
    preview: ({ job, paths }) => look(job, paths.map(named.known)),
    async previewFolder({ job }) {
      const folder = await ask.folder();
      return folder === null ? null : look(job, [folder]);
    },
    async previewTools({ job, tools }) {
      const known = tools.filter((tool) => tool === 'all' || isPlacedTool(tool));
      if (known.length !== tools.length) throw new KeyrackError('E_USAGE');
      return look(job, known);
    },
    previewClipboard: async ({ job }) => look(job, { text: await paste() }),
    async decide(asked) {
      const request = requestOf(asked, () => true);
      const decisions = await keyrack.decideFound(request);
      return request.rows.flatMap(({ row }, n) => {
        const decision = decisions[n];
        return decision ? [{ row, ...decision }] : [];
      });
    },
    async import({ job: id, picked, ...asked }) {
      const wanted = new Set(picked);
      const request = requestOf(asked, (row) => wanted.has(row));
      const order = new Map(picked.map((row, n) => [row, n]));
      const rows = request.rows.toSorted((a, b) => (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0));
      // A paste is read again, passes through main, and is let go at once.
      const text = rows.some(({ path }) => path === null) ? { text: await paste() } : {};
      const imported = await jobs.run(id, (job) =>
        keyrack.importFound({ ...request, ...text, rows, onProgress: inSteps(tellReading(job, 'import')), signal: job.signal }),
      );
      const stored = imported.rows.find(({ ok }) => ok)?.id;
      return {
        rows: imported.rows.map(({ file, ok, id, keyId, warnings, error }, n) => ({
          path: rows[n]?.path === null ? null : file,
          ok,
          id,
          keyId,
          warnings: [...warnings],
          error,
        })),
        organizationId: keyrack.session.remembered?.keys.find(({ id }) => id === stored)?.organizationId ?? null,
      };
    },
    clearPasted,
    async identify({ job: id, path }) {
      const source =
        path === null ? ({ from: 'text', text: await paste() } as const) : ({ from: 'file', path: named.known(path) } as const);
      const found = await jobs.run(id, (job) => keyrack.identify({ source, onProgress: asProgress(inSteps(tellReading(job, 'look'))) }));
      return { ...found, repairs: [...found.repairs] };
    },
  };
}

/** What the page said, about rows that main has seen. */
function saidOf(seen: FoundKeys, asked: Said, picked: (row: number) => boolean): SaidOfFound {
  const { organization, rest = null, issuerId, said = [] } = asked;
  const home = rest === null ? null : nameOf(rest);
  const made = organization ?? rest;
  return {
    rows: seen.rows
      .filter(({ row, state }) => state !== 'refused' && picked(row))
      .map((row) => ({ ...row, organization: row.organization ?? home })),
    organization: organization === null ? null : nameOf(organization),
    program: made !== null && 'program' in made ? made.program : 'app-store',
    issuerId,
    said: new Map(said.map((one) => [one.row, one])),
    keepBoth: false,
  };
}

function pasting(shell: Shell) {
  /** Of the last paste, to know it again; never the text. */
  let pasted: string | null = null;
  return {
    async paste(): Promise<string> {
      const text = await shell.readClipboard();
      pasted = digest(text);
      return text;
    },
    async clearPasted() {
      const cleared = pasted !== null && digest(await shell.readClipboard()) === pasted;
      if (cleared) shell.clearClipboard();
      pasted = null;
      return { cleared };
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const nameOf = (into: Into): string => ('id' in into ? into.id : into.name);
