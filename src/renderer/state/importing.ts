import { create } from 'zustand';
import { normaliseIssuerId, normaliseKeyId } from '../../shared/apple/ids.js';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { ExaminedFile, ImportedFile, KeyData } from '../../shared/ipc/contract.js';
import type { KeyKind } from '../../shared/model.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { newJob } from '../lib/jobs.js';
import { type Into, issuerOf } from '../lib/vault/found-rows.js';
import * as common from '../words/common.js';
import { hintOf } from '../words/errors.js';
import * as texts from '../words/importing.js';
import { useTests } from './connection-tests.js';
import { useFinding } from './finding.js';
import { useReading } from './reading.js';
import { useRestoring } from './restoring.js';
import { endGuide } from './settings.js';
import { sayError, useToasts } from './toasts.js';
import { useVault } from './vault.js';
import { useView } from './view.js';

/** One file of the sheet: what was seen in it, what the user says about it, what became of it. */
export interface Row {
  readonly file: ExaminedFile;
  readonly keyId: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly role: string;
  readonly keepBoth: boolean;
  /** B-44: the file's name says another Key ID, and the one in the field was chosen all the same. */
  readonly isIdChosen: boolean;
  /** B-48: the user has said that it is an individual key. */
  readonly isIndividual: boolean;
  readonly stored: ImportedFile | null;
}

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
  /** Of what is being stored. */
  readonly job: string | null;
  /** Looks into files and opens the sheet. `into`: the organization they were dropped on. */
  begin(look: () => Promise<ExaminedFile[]>, into: string | null): Promise<void>;
  setRow(at: number, set: Partial<Pick<Row, 'keyId' | 'name' | 'kind' | 'role' | 'keepBoth' | 'isIdChosen' | 'isIndividual'>>): void;
  /** B-47: the two ids stand in each other's field. */
  swap(at: number): void;
  /** B-52: out of the Trash, as it was. */
  restore(at: number): Promise<void>;
  setInto(into: Into): void;
  setIssuerId(text: string): void;
  setKeepDownload(keep: boolean): void;
  /** A backup is made once these are stored, so that they are in it. */
  readonly backupNext: boolean;
  setBackupNext(backup: boolean): void;
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
  backupNext: false,
  error: null,
  progress: null,
  job: null,
  begin: async (look, into) => {
    // A sheet that is open is finished first: two at once would mix two clients' keys.
    if (get().at !== null) return;
    sheets += 1;
    const mine = sheets;
    useReading.getState().forget();
    set({ at: 'reading', rows: [], keepDownload: true, backupNext: false, error: null, progress: null });
    const done = await attempt(
      async () => {
        const files = await look();
        if (mine !== sheets) return;
        if (files.length === 0 || isElsewhere(files)) set({ at: null });
        if (files.length === 0) return;
        if (isElsewhere(files)) return handOver(files, into);
        const target: Into = into === null ? { name: '', program: 'app-store' } : { id: into };
        const [only, ...others] = files;
        // J-12: the right dialog, with the file already chosen.
        if (only?.path && only.error?.code === 'E_FILE_BACKUP' && others.length === 0) {
          set({ at: null });
          useRestoring.setState({ file: { path: only.path, file: only.file } });
          return useView.getState().ask({ ask: 'restore', id: '' });
        }
        // One paste that is no key needs no sheet: nothing is there to fill in (B-64).
        if (only?.path === null && only.error && others.length === 0) {
          set({ at: null });
          return useToasts.getState().show({ tone: 'refused', text: only.error.message, hint: hintOf(only.error) });
        }
        set({ at: 'asking', rows: files.map(rowOf), into: target, issuerId: issuerFor(target, files) });
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
      issuerId: issuerFor(
        into,
        rows.map(({ file }) => file),
      ),
    })),
  setIssuerId: (issuerId) => set({ issuerId }),
  swap: (at) => {
    const { rows, issuerId } = get();
    const keyId = rows[at]?.keyId ?? '';
    get().setRow(at, { keyId: issuerId });
    set({ issuerId: keyId });
  },
  restore: async (at) => {
    const storedAs = get().rows[at]?.file.found?.storedAs;
    if (!storedAs?.trashed) return;
    const mine = sheets;
    await attempt(
      async () => {
        await unwrap(api.keys.restore({ key: storedAs.id }));
        if (mine !== sheets) return;
        const done = (row: Row): Row => ({ ...row, stored: restored(row, storedAs.id) });
        const rows = get().rows.map((row, n) => (n === at ? done(row) : row));
        set({ rows, at: rows.every((row) => row.stored?.ok || row.file.error) ? 'done' : get().at });
      },
      (error) => (mine === sheets ? set({ error: error.body }) : sayError(error)),
    );
  },
  setKeepDownload: (keepDownload) => set({ keepDownload }),
  setBackupNext: (backupNext) => set({ backupNext }),
  store: async () => {
    const { rows, into, issuerId } = get();
    const mine = sheets;
    const ready = rows.filter((row) => isReady(row, get()));
    const job = newJob();
    set({ at: 'storing', error: null, job });
    const stored = await attempt(
      async () => {
        const answer = await unwrap(api.keys.import({ job, organization: into, items: ready.map((row) => itemOf(row, issuerId)) }));
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
  isIdChosen: false,
  isIndividual: false,
  stored: null,
});

/** The organization's own, else what a file brought with it. */
const issuerFor = (into: Into, files: readonly ExaminedFile[]): string =>
  issuerOf(into, useVault.getState().data) || (files.find(({ found }) => found?.issuerId)?.found?.issuerId ?? '');

const restored = ({ file }: Row, id: string): ImportedFile => ({
  path: file.path,
  ok: true,
  id,
  keyId: file.found?.keyId ?? null,
  warnings: [],
  error: null,
});

/** Rows with a form each are for a few files. */
export const mostForms = 20;
/** Many files, and those that tell of several keys or name other files, are previewed and picked. */
const isElsewhere = (files: readonly ExaminedFile[]): boolean =>
  files.length > mostForms || files.some(({ told, record }) => told && (record || told.keyPath !== null));
function handOver(files: readonly ExaminedFile[], into: string | null): Promise<void> {
  const paths = new Set(files.flatMap(({ path }) => (path === null ? [] : [path])));
  return useFinding.getState().lookInto([...paths], into);
}

const itemOf = (row: Row, issuerId: string) => ({
  path: row.file.path,
  record: row.file.record ?? null,
  fingerprint: row.file.found?.fingerprint ?? '',
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
  if (row.file.error || !row.file.found) return { is: 'no', word: common.notImported };
  if (row.keyId.trim() === '') return { is: 'wait', word: common.needsItsKeyId };
  if (!normaliseKeyId(row.keyId).ok) return { is: 'wait', word: texts.keyIdIsNotRight };
  if (otherId(row) !== null && !row.isIdChosen) return { is: 'wait', word: texts.whichKeyId };
  if (clashOf(row) && !row.keepBoth) return { is: 'wait', word: texts.clashesWithAStoredKey };
  if (row.kind === 'individual' && !row.isIndividual) return { is: 'wait', word: texts.confirmTheKind };
  if ('name' in sheet.into && sheet.into.name.trim() === '') return { is: 'wait', word: common.needsAnOrganization };
  if (row.kind === 'team' && !normaliseIssuerId(sheet.issuerId).ok) return { is: 'wait', word: common.needsTheIssuerId };
  if (otherIssuer(row, sheet) !== null) return { is: 'wait', word: common.anotherIssuerId };
  return null;
}
/** B-44: what the file's name says, where the field says something else. */
export function otherId({ file, keyId }: Row): string | null {
  const seen = file.found?.keyId ?? null;
  const checked = normaliseKeyId(keyId);
  return seen !== null && checked.ok && checked.value !== seen ? seen : null;
}

/** B-50, B-51: a stored key that is this one but for the Key ID, or for the private key. */
export function clashOf({ file, keyId }: Row): KeyData | null {
  const checked = normaliseKeyId(keyId);
  if (!file.found || !checked.ok) return null;
  const { fingerprint } = file.found;
  const live = useVault.getState().data?.keys.filter(({ trashedAt }) => trashedAt === null) ?? [];
  if (live.some((key) => key.keyId === checked.value && key.fingerprint === fingerprint)) return null;
  return live.find((key) => key.keyId === checked.value || key.fingerprint === fingerprint) ?? null;
}

/** What the file says, where the sheet says something else. */
export function otherIssuer({ file, kind }: Row, { issuerId }: Sheet): string | null {
  const told = file.found?.issuerId ? normaliseIssuerId(file.found.issuerId) : null;
  const typed = normaliseIssuerId(issuerId);
  return kind === 'team' && told?.ok && typed.ok && told.value !== typed.value ? told.value : null;
}

export const isReady = (row: Row, sheet: Sheet): boolean => row.stored?.ok !== true && obstacle(row, sheet) === null;

export function listenToImports(): void {
  api.on.progress(({ job, done, total }) => {
    if (job !== null && job === useImporting.getState().job) useImporting.setState({ progress: { done, total } });
  });
}
