import { create } from 'zustand';
import { normaliseIssuerId, normaliseKeyId } from '../../shared/apple/ids.js';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { ExaminedFile, ImportedFile } from '../../shared/ipc/contract.js';
import type { KeyKind, Program } from '../../shared/model.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { endGuide } from './settings.js';
import { useTests } from './tests.js';
import { sayError } from './toasts.js';
import { useVault } from './vault.js';

/** One file of the sheet: what was seen in it, what the user says about it, what became of it. */
export interface Row {
  readonly file: ExaminedFile;
  readonly keyId: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly role: string;
  readonly keepBoth: boolean;
  readonly stored: ImportedFile | null;
}
export type Into = { readonly id: string } | { readonly name: string; readonly program: Program };

interface Importing {
  /** Null: no sheet. `reading`: the strongroom looks into the files. */
  readonly at: 'reading' | 'asking' | 'storing' | 'done' | null;
  readonly rows: readonly Row[];
  readonly into: Into;
  readonly issuerId: string;
  /** False: the sheet that says “stored” offers its Trash ticked. Nothing is moved before. */
  readonly keepDownload: boolean;
  /** Why the whole of it failed, on the sheet. */
  readonly error: ErrorBody | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Looks into files and opens the sheet. `into`: the organization they were dropped on. */
  begin(look: () => Promise<ExaminedFile[]>, into: string | null): Promise<void>;
  setRow(at: number, set: Partial<Pick<Row, 'keyId' | 'name' | 'kind' | 'role' | 'keepBoth'>>): void;
  setInto(into: Into): void;
  setIssuerId(text: string): void;
  setKeepDownload(keep: boolean): void;
  store(): Promise<void>;
  /** Back to the rows that were not stored. */
  again(): void;
  close(): void;
}

/** Counts sheets: an answer to one that has been closed meanwhile belongs to nobody. */
let sheets = 0;

export const useImporting = create<Importing>()((set, get) => ({
  at: null,
  rows: [],
  into: { name: '', program: 'app-store' },
  issuerId: '',
  keepDownload: true,
  error: null,
  progress: null,
  begin: async (look, into) => {
    // A sheet that is open is finished first: two at once would mix two clients' keys.
    if (get().at !== null) return;
    sheets += 1;
    const mine = sheets;
    set({ at: 'reading', rows: [], keepDownload: true, error: null, progress: null });
    const done = await attempt(
      async () => {
        const files = await look();
        if (mine !== sheets) return;
        if (files.length === 0) return set({ at: null });
        const target: Into = into === null ? { name: '', program: 'app-store' } : { id: into };
        set({ at: 'asking', rows: files.map(rowOf), into: target, issuerId: issuerOf(target, files) });
      },
      (error) => {
        if (mine === sheets) sayError(error);
      },
    );
    if (!done && mine === sheets) set({ at: null });
  },
  setRow: (at, change) => set(({ rows }) => ({ rows: rows.map((row, n) => (n === at ? { ...row, ...change } : row)) })),
  setInto: (into) =>
    set(({ rows }) => ({
      into,
      issuerId: issuerOf(
        into,
        rows.map(({ file }) => file),
      ),
    })),
  setIssuerId: (issuerId) => set({ issuerId }),
  setKeepDownload: (keepDownload) => set({ keepDownload }),
  store: async () => {
    const { rows, into, issuerId } = get();
    const mine = sheets;
    const ready = rows.filter((row) => isReady(row, get()));
    set({ at: 'storing', error: null });
    const stored = await attempt(
      async () => {
        const answer = await unwrap(api.keys.import({ organization: into, items: ready.map((row) => itemOf(row, issuerId)) }));
        if (mine === sheets) {
          set({ rows: rows.map((row) => ({ ...row, stored: answer.rows[ready.indexOf(row)] ?? row.stored })), progress: null });
          if (answer.organizationId !== null) set({ into: { id: answer.organizationId } });
        }
        if (answer.rows.some(({ ok }) => ok)) endGuide();
        // tested only after it was stored, read back and has signed.
        void useTests.getState().run(answer.rows.flatMap(({ ok, id }) => (ok && id ? [id] : [])));
      },
      // Said somewhere in any case: what was not stored must not look as if it were.
      (error) => (mine === sheets ? set({ error: error.body }) : sayError(error)),
    );
    if (mine !== sheets) return;
    set({ at: stored && get().rows.some((row) => row.stored?.ok) ? 'done' : 'asking', progress: null });
  },
  again: () => set({ at: 'asking' }),
  close: () => {
    sheets += 1;
    set({ at: null, rows: [], error: null });
  },
}));

const rowOf = (file: ExaminedFile): Row => ({
  file,
  keyId: file.found?.keyId ?? '',
  name: '',
  kind: file.found?.kind ?? 'team',
  role: '',
  keepBoth: false,
  stored: null,
});

/** The organization's own, else what a file brought with it. */
function issuerOf(into: Into, files: readonly ExaminedFile[]): string {
  const known = 'id' in into ? useVault.getState().data?.organizations.find(({ id }) => id === into.id)?.issuerId : null;
  return known ?? files.find(({ found }) => found?.issuerId)?.found?.issuerId ?? '';
}

const itemOf = (row: Row, issuerId: string) => ({
  path: row.file.path,
  record: row.file.record ?? null,
  keyId: row.keyId,
  kind: row.kind,
  issuerId: row.kind === 'team' && issuerId.trim() !== '' ? issuerId : null,
  name: row.name.trim() === '' ? null : row.name,
  roles: row.role === '' ? [] : [row.role],
  keepBoth: row.keepBoth,
});

type Sheet = Pick<Importing, 'into' | 'issuerId'>;
/** What keeps a row from being stored; null when nothing does. `wait` is the user's to type, `no` is final. */
export function obstacle(row: Row, sheet: Sheet): { readonly is: 'wait' | 'no'; readonly word: string } | null {
  if (row.file.error || !row.file.found) return { is: 'no', word: 'Not imported' };
  if (row.keyId.trim() === '') return { is: 'wait', word: 'Needs its Key ID' };
  if (!normaliseKeyId(row.keyId).ok) return { is: 'wait', word: 'Key ID is not right' };
  if ('name' in sheet.into && sheet.into.name.trim() === '') return { is: 'wait', word: 'Needs an organization' };
  if (row.kind === 'team' && !normaliseIssuerId(sheet.issuerId).ok) return { is: 'wait', word: 'Needs the Issuer ID' };
  return null;
}
export const isReady = (row: Row, sheet: Sheet): boolean => row.stored?.ok !== true && obstacle(row, sheet) === null;

export function listenToImports(): void {
  api.on.progress(({ work, done, total }) => {
    if (work === 'import' && useImporting.getState().at === 'storing') useImporting.setState({ progress: { done, total } });
  });
}
