import { z } from 'zod';
import { type AppleLink, appleLinks } from '../apple/hosts.js';
import type { ErrorBody } from '../errors/index.js';
import { Finding, Id, Program, UnlockWay } from '../model.js';
import { ActivityEntry, AppState, CopiedToken, GuideState, InstalledCommandLine, VaultChange } from './app-data.js';
import { backupCalls } from './backup-calls.js';
import { commandNames } from './commands.js';
import { KeyTest, keyCalls } from './key-calls.js';
import { Failure, Moment, Name, nothing, OtherCopy, text } from './shapes.js';

export * from './app-data.js';
export * from './key-calls.js';

/**
 * THE conversation between window and main: a schema in, a schema out, and how often a minute, for each channel.
 * No output holds a private key, and none but `vault.init` and `recovery.new` a secret (the recovery key, shown once: a named exception).
 * The page imports this file as types only.
 */
export interface Call {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly perMinute: number;
  /** Afterwards the vault, or what is told beside it, may be another: the page has what is new before it has the answer. */
  readonly changes?: true;
}

const link = z.enum(Object.keys(appleLinks) as [AppleLink, ...AppleLink[]]);
const Setting = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('theme'), value: z.enum(['system', 'light', 'dark']) }),
  z.strictObject({ name: z.literal('density'), value: z.enum(['comfortable', 'compact']) }),
  z.strictObject({ name: z.literal('clipboardSeconds'), value: z.int().min(0).max(600) }),
  z.strictObject({ name: z.literal('autoLockMinutes'), value: z.int().min(0).max(1_440) }),
  z.strictObject({ name: z.literal('lockWithScreen'), value: z.boolean() }),
  z.strictObject({ name: z.literal('guide'), value: GuideState.strict() }),
]);
const one = z.strictObject({ key: Id });
const OrganizationFields = {
  name: Name,
  issuerId: text(64).nullable(),
  program: Program,
  teamId: text(50).nullable(),
  vendorNumber: text(50).nullable(),
  notes: text(10_000),
  tags: z.array(text(50)).max(50),
};

export const contract = {
  app: {
    state: { input: nothing, output: AppState, perMinute: 600 },
    openLink: { input: z.strictObject({ link }), output: nothing, perMinute: 30 },
    /** Keyrack's own folder in the system's file manager. */
    showFolder: { input: nothing, output: nothing, perMinute: 30 },
    /** Links the packed command line where the user's own programs are. */
    installCommandLine: { input: nothing, output: InstalledCommandLine, perMinute: 10 },
    setSetting: { input: Setting, output: AppState, perMinute: 120 },
  },
  vault: {
    /** All of it is told as `vault.changed`, in parts, from step 0: one way in for what there is and for what is new. */
    view: { input: nothing, output: nothing, perMinute: 600 },
    /** Null: the system's keychain answers. Asked where it is to be chosen; prompts nobody. */
    keychain: { input: nothing, output: z.strictObject({ problem: Failure.nullable() }), perMinute: 60 },
    init: {
      input: z.strictObject({ unlock: UnlockWay, passphrase: text(1_000).min(1).nullable(), recovery: z.boolean() }),
      /** Shown once; main keeps it until `recovery.confirm` or `recovery.later`, for Copy and Save. `ask`: positions from 1 of the characters to type back. */
      output: z.strictObject({ recoveryKey: z.string().nullable(), ask: z.array(z.int()) }),
      perMinute: 10,
    },
    /** Neither: the home's own way (the keychain). The recovery key opens any vault that has one. */
    unlock: {
      input: z.strictObject({ passphrase: text(1_000).min(1).nullable(), recoveryKey: text(200).min(1).optional() }),
      output: AppState,
      perMinute: 30,
    },
    lock: { input: nothing, output: AppState, perMinute: 60 },
    repair: {
      input: z.strictObject({ keep: z.enum(['vault', 'newest']).nullable() }),
      /** `left`: what is not whole and could not be mended, in words. */
      output: z.strictObject({ movedAside: z.array(z.string()), promoted: z.array(z.string()), left: z.array(z.string()) }),
      perMinute: 10,
      changes: true,
    },
    /**
     * S-05, asked in main's dialog first; not `changed` when cancelled. `current`: of a passphrase vault, unless the recovery key
     * opened it. `passphrase`: the new one. A new recovery key beside `rotate` is `recovery.new`, afterwards.
     */
    changeUnlock: {
      input: z.strictObject({
        unlock: UnlockWay,
        rotate: z.boolean(),
        current: text(1_000).min(1).nullable(),
        passphrase: text(1_000).min(1).nullable(),
      }),
      output: z.strictObject({
        changed: z.boolean(),
        newDevice: z.boolean(),
        deleted: z.array(z.string()),
        setAside: z.array(z.string()),
        found: z.array(OtherCopy),
      }),
      perMinute: 10,
      changes: true,
    },
  },
  recovery: {
    /**
     * S-05: asks in main's dialog first; null when cancelled. Nothing is changed until `confirm` is right. A passphrase vault that
     * has a recovery key wants its passphrase, for the device identity that is made anew with it.
     */
    new: {
      input: z.strictObject({ passphrase: text(1_000).min(1).nullable() }),
      output: z.strictObject({ recoveryKey: z.string().nullable(), ask: z.array(z.int()) }),
      perMinute: 5,
    },
    copy: { input: nothing, output: z.strictObject({ clearedAt: Moment.nullable() }), perMinute: 30 },
    /** Asks for a place in main's dialog; null when cancelled, else the file's base name. */
    save: { input: nothing, output: z.strictObject({ file: z.string().nullable() }), perMinute: 30 },
    confirm: {
      input: z.strictObject({ characters: z.array(text(4)).max(8) }),
      output: z.strictObject({
        right: z.boolean(),
        /** Where something was sealed anew and there is something to say of it: as in `keys.purge`. */
        left: z.strictObject({ deleted: z.array(z.string()), setAside: z.array(z.string()), found: z.array(OtherCopy) }).optional(),
      }),
      perMinute: 30,
      changes: true,
    },
    later: { input: nothing, output: nothing, perMinute: 30 },
    /** Names of the vault's files. E_IDENTITY_WRONG when it opens none of them. */
    verify: {
      input: z.strictObject({ recoveryKey: text(200).min(1) }),
      output: z.strictObject({
        is: z.enum(['recovery', 'device']),
        opens: z.array(z.string()),
        fails: z.array(z.string()),
        unread: z.array(z.string()),
      }),
      perMinute: 10,
    },
  },
  organizations: {
    add: {
      input: z.strictObject({ name: Name, issuerId: text(64).nullable(), program: Program }),
      output: z.strictObject({ id: Id }),
      perMinute: 60,
      changes: true,
    },
    /** Asks in main’s dialog where it changes whose tokens are made (M-11); not `changed` when cancelled. */
    edit: {
      input: z.strictObject({
        id: Id,
        set: z
          .strictObject({ ...OrganizationFields, defaultKeyId: Id.nullable() })
          .omit({ program: true })
          .partial(),
      }),
      output: z.strictObject({ changed: z.boolean() }),
      perMinute: 120,
      changes: true,
    },
    remove: { input: z.strictObject({ id: Id }), output: nothing, perMinute: 60, changes: true },
  },
  keys: keyCalls,
  jobs: {
    /** Ends this import, restore, look or run of tests, and no other, or of a run of tests one key's; what it has done stays. */
    cancel: { input: z.strictObject({ job: Id, part: Id.optional() }), output: nothing, perMinute: 120 },
  },
  token: {
    copy: {
      input: z.strictObject({
        key: Id,
        lifetimeSeconds: z.int().min(30).max(15_552_000).optional(),
        scope: z.array(text(500)).max(20).optional(),
        header: z.boolean().optional(),
      }),
      output: CopiedToken,
      perMinute: 30,
    },
    /** Clears the clipboard if what is on it is still ours. */
    clear: { input: nothing, output: z.strictObject({ cleared: z.boolean() }), perMinute: 60 },
    /** "Show claims": header and payload of the last token copied with this key; never its signature. */
    claims: { input: one, output: z.strictObject({ header: z.string(), payload: z.string() }).nullable(), perMinute: 60 },
  },
  activity: {
    list: {
      input: z.strictObject({ key: Id.nullable(), limit: z.int().min(1).max(5_000) }),
      output: z.array(ActivityEntry),
      perMinute: 120,
    },
  },
  doctor: {
    run: { input: nothing, output: z.array(Finding), perMinute: 30 },
    /** Asks in main's dialog, which names the holder; false: the lock stays, or there was none. */
    breakLock: { input: nothing, output: z.strictObject({ broken: z.boolean() }), perMinute: 10 },
  },
  backup: backupCalls,
} satisfies Readonly<Record<string, Readonly<Record<string, Call>>>>;

/** What main tells the page unasked; data only. */
export const eventSchemas = {
  'state.changed': AppState,
  'vault.changed': VaultChange,
  /** A long work's count; `test` carries each result as it comes, `waitingFor` the name of a file that is not on this machine yet (B-58). */
  progress: z.object({
    /** As the page named it; null: it did not. */
    job: Id.nullable(),
    work: z.enum(['look', 'import', 'test', 'restore']),
    done: z.int(),
    total: z.int(),
    test: KeyTest.nullable(),
    waitingFor: z.string().nullable(),
  }),
  'clipboard.cleared': z.object({ reason: z.enum(['time', 'asked', 'lock', 'quit', 'taken']) }),
  /** The page's process had died; the vault was locked meanwhile. */
  'page.restarted': z.object({}),
  /** There is something for `keys.opened` to take. */
  'files.opened': z.object({}),
  /** The menu asks the page to do something it can do. */
  command: z.object({ name: z.enum(commandNames) }),
} satisfies Readonly<Record<string, z.ZodType>>;
export type EventName = keyof typeof eventSchemas;

type Contract = typeof contract;
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorBody };

/** What main must supply: leave one out and it does not compile. */
export type Handlers = {
  [G in keyof Contract]: {
    [C in keyof Contract[G]]: Contract[G][C] extends Call
      ? (input: z.output<Contract[G][C]['input']>) => Promise<z.output<Contract[G][C]['output']>>
      : never;
  };
};

type Calls = {
  readonly [G in keyof Contract]: {
    readonly [C in keyof Contract[G]]: Contract[G][C] extends Call
      ? (input: z.input<Contract[G][C]['input']>) => Promise<Reply<z.output<Contract[G][C]['output']>>>
      : never;
  };
};
/** What the page sees as `window.keyrack`. Replies, not exceptions: the bridge would strip an error of its code. */
export type KeyrackApi = Calls & {
  readonly on: { readonly [E in EventName]: (listen: (data: z.output<(typeof eventSchemas)[E]>) => void) => () => void };
  /** The path of a dropped file; empty for what is no file on disk. */
  readonly pathOf: (file: object) => string;
};
export type EventData<E extends EventName> = z.output<(typeof eventSchemas)[E]>;
