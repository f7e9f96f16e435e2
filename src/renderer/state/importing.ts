import { create, type StoreApi } from 'zustand';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { FoundPreview, FoundRow, ImportedFile, RowDecision } from '../../shared/ipc/contract.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { newJob } from '../lib/jobs.js';
import {
  type Entry,
  type Into,
  isBriefly,
  isPickedAtFirst,
  issuerOf,
  keyIdOf,
  nameOfFile,
  readyRows,
  type Sheet,
  saidOf,
} from '../lib/vault/import-rows.js';
import { hintOf } from '../words/errors.js';
import { useTests } from './connection-tests.js';
import { useReading } from './reading.js';
import { useRestoring } from './restoring.js';
import { endGuide } from './settings.js';
import { sayError, useToasts } from './toasts.js';
import { useVault } from './vault.js';
import { useView } from './view.js';

type From = 'files' | 'folder' | 'tools';

/** The one sheet for keys on their way in: of one file, of three thousand, of other tools, of the clipboard. */
interface Importing extends Sheet {
  /** Null: no sheet. `asking`: may it look where other tools keep keys? */
  readonly at: 'asking' | 'looking' | 'picking' | 'storing' | 'done' | null;
  readonly from: From;
  /** False: the sheet that says “stored” offers its Trash ticked. Nothing is moved before. */
  readonly keepDownload: boolean;
  /** A backup is made once these are stored, so that they are in it. */
  readonly backupNext: boolean;
  /** Why the whole of it failed, on the sheet. */
  readonly error: ErrorBody | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Of what is being stored. */
  readonly job: string | null;
  /** `into`, here and below: the organization in view, or the one they were dropped on. Main's file dialog. */
  choose(into: string | null): Promise<void>;
  drop(paths: readonly string[], hasFolder: boolean, into: string | null): Promise<void>;
  paste(into: string | null): Promise<void>;
  /** Main's folder dialog. */
  lookInFolder(into: string | null): Promise<void>;
  askForTools(): void;
  lookForTools(tools: readonly string[]): Promise<void>;
  pick(rows: readonly number[], isPicked: boolean): void;
  say(row: number, entry: Entry): void;
  /** B-47: the two ids stand in each other's field. */
  swap(row: FoundRow): void;
  setReads(reads: boolean): void;
  setInto(into: Into): void;
  setIssuerId(text: string): void;
  setKeepDownload(keep: boolean): void;
  setBackupNext(backup: boolean): void;
  /** B-52: out of the Trash, as it was. */
  restore(row: number): Promise<void>;
  store(): Promise<void>;
  /** Back to the rows that were not stored. */
  again(): void;
  close(): void;
}
type Set = StoreApi<Importing>['setState'];
type Get = StoreApi<Importing>['getState'];

const nowhere: Into = { name: '', program: 'app-store' };
const nothing = {
  at: null,
  from: 'files' as From,
  preview: null,
  isBrief: false,
  picked: new Set<number>(),
  entries: new Map<number, Entry>(),
  decisions: new Map<number, RowDecision>(),
  reads: false,
  into: nowhere,
  issuerId: '',
  results: new Map<number, ImportedFile>(),
  keepDownload: true,
  backupNext: false,
  error: null,
  progress: null,
  job: null,
};
/** Each at once; more only when asked: a thousand questions are a burden on Apple's limit for the team. */
export const testedAtOnce = 20;
/** Counts sheets: an answer to one that has been closed meanwhile belongs to nobody. */
let sheets = 0;

export const useImporting = create<Importing>()((set, get) => ({
  ...nothing,
  ...looking(set, get),
  ...saying(set, get),
  ...storing(set, get),
  again: () => {
    set({ at: 'picking', error: null });
    void decide(set, get);
  },
  close: () => {
    sheets += 1;
    set(nothing);
  },
}));

/** One question at a time: what is said while it is under way is asked once more, all at once. Resolves when no answer is owed. */
let deciding: Promise<void> | null = null;
let isOwed = false;
function decide(set: Set, get: Get): Promise<void> {
  isOwed = true;
  deciding ??= (async () => {
    try {
      while (isOwed) {
        isOwed = false;
        await decideOnce(set, get);
      }
    } finally {
      deciding = null;
    }
  })();
  return deciding;
}

async function decideOnce(set: Set, get: Get): Promise<void> {
  if (get().preview === null || get().at === 'storing') return;
  const mine = sheets;
  await attempt(
    async () => {
      const decisions = await unwrap(api.keys.decide(saidOf(get(), useVault.getState().data)));
      if (mine === sheets) set({ decisions: new Map(decisions.map((one) => [one.row, one])) });
    },
    ({ body }) => {
      if (mine === sheets) set({ error: body });
    },
  );
}

function looking(set: Set, get: Get) {
  const look = async (from: From, into: string | null, call: () => Promise<FoundPreview | null>): Promise<void> => {
    // A sheet that is open is finished first: two at once would mix two clients' keys.
    if (get().at !== null && get().at !== 'asking') return;
    sheets += 1;
    const mine = sheets;
    useReading.getState().forget();
    const target: Into = into === null ? nowhere : { id: into };
    set({ ...nothing, at: 'looking', from, into: target });
    const worked = await attempt(
      async () => {
        const preview = await call();
        if (mine !== sheets) return;
        if (preview === null || isElsewhere(preview)) return set(nothing);
        const isBrief = from === 'files' && isBriefly(preview);
        set({ preview, isBrief, issuerId: issuerFor(target, isBrief ? preview.rows : []) });
        await decide(set, get);
        if (mine !== sheets) return;
        const { decisions } = get();
        const picked = preview.rows.filter((row) => (isBrief ? row.state !== 'refused' : isPickedAtFirst(row, decisions.get(row.row))));
        set({ at: 'picking', picked: new Set(picked.map(({ row }) => row)) });
      },
      (error) => {
        if (mine === sheets) sayError(error);
      },
    );
    if (!worked && mine === sheets) set(nothing);
  };
  const preview = (paths: readonly string[]) => unwrap(api.keys.preview({ paths: [...paths] }));
  return {
    choose: (into: string | null) =>
      look('files', into, async () => {
        const paths = await unwrap(api.keys.choose({}));
        return paths.length === 0 ? null : preview(paths);
      }),
    drop: (paths: readonly string[], hasFolder: boolean, into: string | null) =>
      look(hasFolder ? 'folder' : 'files', into, () => preview(paths)),
    paste: (into: string | null) => look('files', into, () => unwrap(api.keys.previewClipboard({}))),
    lookInFolder: (into: string | null) => look('folder', into, () => unwrap(api.keys.previewFolder({}))),
    askForTools: () => {
      if (get().at === null) set({ ...nothing, at: 'asking', from: 'tools' });
    },
    lookForTools: (tools: readonly string[]) => look('tools', null, () => unwrap(api.keys.previewTools({ tools: [...tools] }))),
  };
}

/** What needs no sheet: a backup has its own dialog (J-12), and in one paste that is no key nothing is there to fill in (B-64). */
function isElsewhere({ rows: [only, ...others] }: FoundPreview): boolean {
  if (!only?.error || others.length > 0) return false;
  if (only.path === null) {
    useToasts.getState().show({ tone: 'refused', text: only.error.message, hint: hintOf(only.error) });
    return true;
  }
  if (only.error.code !== 'E_FILE_BACKUP') return false;
  useRestoring.setState({ file: { path: only.path, file: nameOfFile(only) ?? '' } });
  useView.getState().ask({ ask: 'restore', id: '' });
  return true;
}

/** The organization's own, else what a file brought with it. */
const issuerFor = (into: Into, rows: readonly FoundRow[]): string =>
  issuerOf(into, useVault.getState().data) || (rows.find(({ issuerId }) => issuerId !== null)?.issuerId ?? '');

function saying(set: Set, get: Get) {
  const said = (change: Partial<Importing>) => {
    set(change);
    void decide(set, get);
  };
  const say = (row: number, entry: Entry) => said({ entries: new Map(get().entries).set(row, { ...get().entries.get(row), ...entry }) });
  return {
    say,
    pick: (rows: readonly number[], isPicked: boolean) => {
      const picked = new Set(get().picked);
      for (const row of rows) {
        if (isPicked) picked.add(row);
        else picked.delete(row);
      }
      set({ picked });
    },
    swap: (row: FoundRow) => {
      const { issuerId } = get();
      set({ issuerId: keyIdOf(row, get()) });
      say(row.row, { keyId: issuerId });
    },
    setReads: (reads: boolean) => set({ reads }),
    setInto: (into: Into) => {
      const { into: before, issuerId, isBrief, preview } = get();
      const rows = isBrief ? (preview?.rows ?? []) : [];
      // What was typed stays, where the organization has none of its own.
      const isTyped = issuerId !== issuerFor(before, rows);
      said({ into, issuerId: issuerFor(into, rows) || (isTyped ? issuerId : '') });
    },
    setIssuerId: (issuerId: string) => said({ issuerId }),
    setKeepDownload: (keepDownload: boolean) => set({ keepDownload }),
    setBackupNext: (backupNext: boolean) => set({ backupNext }),
  };
}

function storing(set: Set, get: Get) {
  const put = (results: readonly (readonly [row: number, result: ImportedFile])[]) =>
    set({ results: new Map([...get().results, ...results]) });
  const isAllDone = () => get().preview?.rows.every(({ row, state }) => state === 'refused' || get().results.get(row)?.ok) ?? false;
  return {
    restore: async (row: number) => {
      const found = get().preview?.rows.find((one) => one.row === row);
      const { is, stored: key = null } = get().decisions.get(row) ?? {};
      if (!found || is !== 'trashed' || key === null) return;
      const mine = sheets;
      await attempt(
        async () => {
          await unwrap(api.keys.restore({ key }));
          if (mine !== sheets) return;
          put([[row, { path: found.path, ok: true, id: key, keyId: found.keyId, warnings: [], error: null }]]);
          if (isAllDone()) set({ at: 'done' });
        },
        (error) => (mine === sheets ? set({ error: error.body }) : sayError(error)),
      );
    },
    store: async () => {
      const mine = sheets;
      // What was typed last has its answer before anything is stored.
      await decide(set, get);
      const rows = readyRows(get());
      if (mine !== sheets || get().at !== 'picking' || rows.length === 0) return;
      const job = newJob();
      set({ at: 'storing', error: null, job });
      const worked = await attempt(
        async () => {
          const answer = await unwrap(
            api.keys.import({ job, ...saidOf(get(), useVault.getState().data), picked: rows.map(({ row }) => row) }),
          );
          const stored = answer.rows.flatMap(({ ok, id }) => (ok && id ? [id] : []));
          if (stored.length > 0) endGuide();
          // tested only after it was stored, read back and has signed.
          if (stored.length <= testedAtOnce) void useTests.getState().run(stored);
          if (mine !== sheets) return;
          put(rows.flatMap(({ row }, n) => (answer.rows[n] ? [[row, answer.rows[n]] as const] : [])));
          if (answer.organizationId !== null && get().isBrief) set({ into: { id: answer.organizationId } });
        },
        // Said somewhere in any case: what was not stored must not look as if it were.
        (error) => (mine === sheets ? set({ error: error.body }) : sayError(error)),
      );
      if (mine !== sheets) return;
      const isTold = worked && (!get().isBrief || [...get().results.values()].some(({ ok }) => ok));
      set({ at: isTold ? 'done' : 'picking', progress: null });
    },
  };
}

export function listenToImports(): void {
  api.on.progress(({ job, done, total }) => {
    if (job !== null && job === useImporting.getState().job) useImporting.setState({ progress: { done, total } });
  });
  // What another program stored or removed meanwhile may be one of these.
  useVault.subscribe(({ data }, before) => {
    if (data !== before.data && useImporting.getState().at === 'picking') void decide(useImporting.setState, useImporting.getState);
  });
}
