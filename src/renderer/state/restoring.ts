import { create } from 'zustand';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { BackupPreviewData, Restored } from '../../shared/ipc/backup-calls.js';
import type { UnlockWay } from '../../shared/model.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { cancelJob, newJob } from '../lib/jobs.js';

interface Chosen {
  readonly path: string;
  readonly file: string;
}
interface Done {
  readonly rows: readonly Restored[];
  readonly stoppedBy: ErrorBody | null;
}

/** What `restoreToNewVault` has made, to be shown once. */
interface MadeAnew {
  readonly recoveryKey: string | null;
  readonly ask: readonly number[];
  readonly setAside: string | null;
  readonly rows: readonly Restored[];
}

interface Restoring {
  /** into a new vault, because no copy of the one that is here opens. */
  readonly anew: boolean;
  /** The backup was looked at, and the new vault is to be sealed. */
  readonly sealing: boolean;
  readonly made: MadeAnew | null;
  readonly file: Chosen | null;
  readonly preview: BackupPreviewData | null;
  /** Entries whose clash is settled by storing both. */
  readonly keepBoth: ReadonlySet<string>;
  readonly busy: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly job: string | null;
  readonly done: Done | null;
  readonly error: ErrorBody | null;
  beginAnew(): void;
  /** False: not wanted after all, when main asked. Throws; its errors belong beside what was typed. */
  restoreToNewVault(way: { readonly unlock: UnlockWay; readonly passphrase: string | null }): Promise<boolean>;
  choose(): Promise<void>;
  /** The passphrase is passed on and not kept. */
  open(passphrase: string): Promise<boolean>;
  setKeepBoth(entry: string, keep: boolean): void;
  restore(): Promise<void>;
  /** What was restored stays. */
  stop(): void;
  close(): void;
}

const nothing = {
  anew: false,
  sealing: false,
  made: null,
  file: null,
  preview: null,
  keepBoth: new Set<string>(),
  busy: false,
  progress: null,
  job: null,
  done: null,
  error: null,
};

export const useRestoring = create<Restoring>()((set, get) => {
  const work = async (call: () => Promise<unknown>): Promise<boolean> => {
    if (get().busy) return false;
    set({ busy: true, error: null });
    const worked = await attempt(call, ({ body }) => set({ error: body }));
    set({ busy: false, progress: null });
    return worked;
  };
  return {
    ...nothing,
    beginAnew: () => set({ ...nothing, anew: true }),
    restoreToNewVault: async ({ unlock, passphrase }) => {
      const { preview } = get();
      if (preview === null) return false;
      const made = await unwrap(api.backup.restoreToNewVault({ ticket: preview.ticket, unlock, passphrase }));
      if (made !== null) set({ made });
      return made !== null;
    },
    choose: async () => {
      await work(async () => {
        const file = await unwrap(api.backup.choose({}));
        if (file !== null) set({ file, preview: null });
      });
    },
    open: (passphrase) =>
      work(async () => {
        const { file, anew } = get();
        if (file === null) return;
        set({ preview: await unwrap(api.backup.open({ path: file.path, passphrase, anew })), keepBoth: new Set() });
      }),
    setKeepBoth: (entry, keep) =>
      set(({ keepBoth }) => ({ keepBoth: new Set(keep ? [...keepBoth, entry] : [...keepBoth].filter((one) => one !== entry)) })),
    restore: async () => {
      const { preview, keepBoth } = get();
      if (preview === null) return;
      const job = newJob();
      await work(async () => {
        set({ job });
        const { rows, stoppedBy } = await unwrap(api.backup.restore({ job, ticket: preview.ticket, keepBoth: [...keepBoth] }));
        set({ done: { rows, stoppedBy: stoppedBy as ErrorBody | null } });
      });
    },
    stop: () => cancelJob(get().job),
    close: () => {
      void api.backup.close({});
      set(nothing);
    },
  };
});

export function listenToRestores(): void {
  api.on.progress(({ job, done, total }) => {
    if (job !== null && job === useRestoring.getState().job) useRestoring.setState({ progress: { done, total } });
  });
}
