import { create } from 'zustand';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { FoundPreview, FoundRow, ImportedFile } from '../../shared/ipc/contract.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { newJob } from '../lib/jobs.js';
import { canPick, type Into, isPickedAtFirst, issuerOf, obstacleOf } from '../lib/vault/found-rows.js';
import { useTests } from './connection-tests.js';
import { useReading } from './reading.js';
import { endGuide } from './settings.js';
import { sayError } from './toasts.js';
import { useVault } from './vault.js';

interface Finding {
  /** Null: no sheet. `asking`: may it look where other tools keep keys? */
  readonly at: 'asking' | 'looking' | 'picking' | 'storing' | 'done' | null;
  readonly from: 'tools' | 'folder';
  readonly preview: FoundPreview | null;
  readonly picked: ReadonlySet<number>;
  /** The user has confirmed that the files may be read which the tools' own files name (J-06). */
  readonly reads: boolean;
  /** Key IDs of files whose names bring none, by row. */
  readonly typed: ReadonlyMap<number, string>;
  /** Where the rows go that say no team. */
  readonly rest: Into;
  readonly issuerId: string;
  /** What became of each row that was tried. */
  readonly results: ReadonlyMap<number, ImportedFile>;
  readonly error: ErrorBody | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Of what is being stored. */
  readonly job: string | null;
  askForTools(): void;
  lookForTools(tools: readonly string[]): Promise<void>;
  /** `paths`: dropped or chosen; null: main's folder dialog. `into`: the organization in view. */
  lookInto(paths: readonly string[] | null, into: string | null): Promise<void>;
  pick(rows: readonly number[], isPicked: boolean): void;
  type(row: number, keyId: string): void;
  setReads(reads: boolean): void;
  setRest(rest: Into): void;
  setIssuerId(text: string): void;
  store(): Promise<void>;
  keepBoth(row: number): Promise<void>;
  again(): void;
  close(): void;
}

const nowhere: Into = { name: '', program: 'app-store' };
const nothing = {
  at: null,
  preview: null,
  picked: new Set<number>(),
  reads: false,
  typed: new Map<number, string>(),
  rest: nowhere,
  issuerId: '',
  results: new Map<number, ImportedFile>(),
  error: null,
  progress: null,
  job: null,
};
/** Each at once; more only when asked: a thousand questions are a burden on Apple's limit for the team. */
const testedAtOnce = 20;
/** Counts sheets: an answer to one that has been closed meanwhile belongs to nobody. */
let sheets = 0;

export const useFinding = create<Finding>()((set, get) => {
  const look = async (from: Finding['from'], into: string | null, call: () => Promise<FoundPreview | null>) => {
    if (get().at !== null && get().at !== 'asking') return;
    sheets += 1;
    const mine = sheets;
    useReading.getState().forget();
    set({ ...nothing, at: 'looking', from });
    const isFound = await attempt(
      async () => {
        const preview = await call();
        if (mine !== sheets) return;
        if (preview === null) return set({ at: null });
        const rest: Into = into === null ? nowhere : { id: into };
        const { data } = useVault.getState();
        const picked = new Set(preview.rows.filter((row) => isPickedAtFirst(row, data)).map(({ row }) => row));
        set({ at: 'picking', preview, picked, rest, issuerId: issuerOf(rest, data) });
      },
      (error) => {
        if (mine === sheets) sayError(error);
      },
    );
    if (!isFound && mine === sheets) set({ at: null });
  };

  const send = async (rows: readonly FoundRow[], keepBoth: boolean) => {
    const { preview, typed, rest, issuerId } = get();
    if (preview === null || rows.length === 0) return;
    const mine = sheets;
    const job = newJob();
    set({ at: 'storing', error: null, job });
    const worked = await attempt(
      async () => {
        const answer = await unwrap(
          api.keys.importFound({
            job,
            preview: preview.preview,
            picked: rows.map(({ row }) => row),
            organization: null,
            issuerId: issuerId.trim() === '' ? null : issuerId,
            rest: 'name' in rest && rest.name.trim() === '' ? null : rest,
            typed: rows.flatMap(({ row, keyId }) => (keyId === null ? [{ row, keyId: typed.get(row) ?? '' }] : [])),
            keepBoth,
          }),
        );
        const stored = answer.rows.flatMap(({ ok, id }) => (ok && id ? [id] : []));
        if (stored.length > 0) endGuide();
        if (stored.length <= testedAtOnce) void useTests.getState().run(stored);
        if (mine !== sheets) return;
        const results = new Map(get().results);
        for (const [n, { row }] of rows.entries()) {
          const result = answer.rows[n];
          if (result) results.set(row, result);
        }
        set({ results });
      },
      (error) => (mine === sheets ? set({ error: error.body }) : sayError(error)),
    );
    if (mine === sheets) set({ at: worked ? 'done' : 'picking', progress: null });
  };

  return {
    ...nothing,
    from: 'folder',
    askForTools: () => {
      if (get().at === null) set({ ...nothing, at: 'asking', from: 'tools' });
    },
    lookForTools: (tools) => look('tools', null, () => unwrap(api.keys.findElsewhere({ tools: [...tools] }))),
    lookInto: (paths, into) => look('folder', into, () => unwrap(api.keys.findInFolder(paths === null ? {} : { paths: [...paths] }))),
    pick: (rows, isPicked) =>
      set((now) => {
        const picked = new Set(now.picked);
        for (const row of rows) {
          if (isPicked) picked.add(row);
          else picked.delete(row);
        }
        return { picked };
      }),
    type: (row, keyId) => set(({ typed }) => ({ typed: new Map(typed).set(row, keyId) })),
    setReads: (reads) => set({ reads }),
    setRest: (rest) => set({ rest, issuerId: issuerOf(rest, useVault.getState().data) }),
    setIssuerId: (issuerId) => set({ issuerId }),
    store: () => send(readyRows(get()), false),
    keepBoth: (row) => send(get().preview?.rows.filter((one) => one.row === row) ?? [], true),
    again: () => set({ at: 'picking', error: null }),
    close: () => {
      sheets += 1;
      set(nothing);
    },
  };
});

export type FindingState = Pick<Finding, 'preview' | 'picked' | 'reads' | 'typed' | 'rest' | 'issuerId' | 'results'>;

/** What the button stores: picked, and nothing in its way. */
export const readyRows = (state: FindingState): readonly FoundRow[] => {
  const { data } = useVault.getState();
  return state.preview?.rows.filter((row) => state.picked.has(row.row) && canPick(row) && obstacleOf(row, state, data) === null) ?? [];
};

export function listenToFinds(): void {
  api.on.progress(({ job, done, total }) => {
    if (job !== null && job === useFinding.getState().job) useFinding.setState({ progress: { done, total } });
  });
}
