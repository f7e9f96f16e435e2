import { z } from 'zod';
import type { AppleLink } from '../apple/hosts.js';
import { appleLinks } from '../apple/hosts.js';
import type { ErrorBody } from '../errors/index.js';
import { Diagnosis, Finding, Id, Key, KeyKind, LastTest, Organization, Program, TestOutcome, UnlockWay } from '../model.js';
import { backupCalls } from './backup-calls.js';
import type { Channels, EventName } from './channels.js';

/**
 * THE conversation between window and main: a schema in, a schema out, and how often a minute, for each channel.
 * No output holds a private key, and none but `vault.init` and `recovery.new` a secret (the recovery key, shown once: a named exception).
 * The page imports this file as types only.
 */
export interface Call {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly perMinute: number;
}

const nothing = z.strictObject({});
const text = (max: number) => z.string().max(max);
const Moment = z.number(); // milliseconds since 1970
const Words = z.strictObject({ code: text(60), message: text(2_000) });
const Failure = z.strictObject({ code: text(60), message: text(2_000), hint: text(2_000) });
const Path = text(4_096).min(1);
const Name = text(200).min(1);

/** Where the user is in the guide; the words are in shared/words. Harmless, so it lies with the settings. */
export const GuideState = z.object({
  step: z.int().min(0).max(20),
  who: z.enum(['service', 'me']),
  tasks: z.array(text(40)).max(30),
});
export type GuideState = z.infer<typeof GuideState>;

/** `none`: first run · `locked` · `open` · `damaged`: the recovery screen, with the reason. */
export const AppState = z.object({
  phase: z.enum(['none', 'locked', 'open', 'damaged']),
  unlock: UnlockWay.nullable(),
  /** As the user knows it ("GNOME Keyring"); null when there is none to be had, with the reason. */
  keychain: z.string().nullable(),
  keychainProblem: Failure.nullable(),
  home: z.string(),
  version: z.string(),
  platform: z.enum(['darwin', 'linux', 'win32']),
  error: Failure.nullable(),
  settings: z.object({
    theme: z.enum(['system', 'light', 'dark']),
    clipboardSeconds: z.int(),
    autoLockMinutes: z.int(),
    /** When the screen is locked and when the machine sleeps. */
    lockWithScreen: z.boolean(),
    guide: GuideState,
    /** The recovery key made last was put off with “Later”: nobody has it (S-04). Main's to say. */
    recoveryPending: z.boolean(),
  }),
});
export type AppState = z.infer<typeof AppState>;

export const KeyData = Key.extend({
  lastUsedAt: z.string().nullable(),
  lastTest: LastTest.nullable(),
  /** When the newest backup was made that is known to hold it; null: it is in none. */
  backedUpAt: z.string().nullable(),
});
export type KeyData = z.infer<typeof KeyData>;
/**
 * What is new in the vault. Told in order: step 0 begins an empty list, each other step follows the one before it.
 * A page that missed one asks for all again (`vault.view`). Ten thousand keys are never sent because one was used.
 */
export const VaultChange = z.object({
  step: z.int(),
  revision: z.int(),
  recovery: z.boolean(),
  lastBackupAt: z.string().nullable(),
  /** New or changed. */
  organizations: z.array(Organization),
  keys: z.array(KeyData),
  /** Organizations and keys that are no longer there. */
  gone: z.array(Id),
  /** An older revision is shown: everything can be read, nothing changed, until repair. */
  readOnly: Failure.nullable(),
  warnings: z.array(Words),
});
export type VaultChange = z.infer<typeof VaultChange>;
/** The whole of it, as main reads it and the page puts it together. */
export type VaultData = Omit<VaultChange, 'step' | 'gone'>;

/** What a tool's file says of a key beside the key. `keyPath`: where it lies, read only once it comes back confirmed. */
export const ToldOfKey = z.object({
  tool: z.string(),
  keyId: z.string().nullable(),
  issuerId: z.string().nullable(),
  kind: KeyKind.nullable(),
  program: Program.nullable(),
  name: z.string().nullable(),
  team: z.string().nullable(),
  keyPath: z.string().nullable(),
});
export const ExaminedFile = z.object({
  /** What `keys.import` takes back; null for the clipboard. */
  path: z.string().nullable(),
  file: z.string(),
  /** Of a tool's JSON that tells of several keys, from 1: goes back with `path`. */
  record: z.int().nullable().optional(),
  told: ToldOfKey.nullable().optional(),
  found: z
    .object({
      fingerprint: z.string(),
      keyId: z.string().nullable(),
      kind: KeyKind.nullable(),
      issuerId: z.string().nullable(),
      program: Program.nullable(),
      storedAs: z.object({ id: Id, trashed: z.boolean() }).nullable(),
    })
    .nullable(),
  warnings: z.array(Words),
  error: Failure.nullable(),
});
export type ExaminedFile = z.infer<typeof ExaminedFile>;

/** Which key it is of all that are known, and what mangled it. */
export const Identified = z.object({
  kind: z.string(),
  keyId: z.string().nullable(),
  organization: z.string().nullable(),
  fingerprint: z.string().nullable(),
  stored: z.boolean(),
  repairs: z.array(z.string()),
});
export type Identified = z.infer<typeof Identified>;

export const ImportItemInput = z.strictObject({
  /** Null: the clipboard, read again by main. */
  path: Path.nullable(),
  record: z.int().min(1).nullable().optional(),
  /** The `told.keyPath` the user has seen and confirmed. */
  keyPath: Path.nullable().optional(),
  keyId: text(64),
  kind: KeyKind,
  issuerId: text(64).nullable(),
  name: text(200).nullable(),
  roles: z.array(text(50)).max(30),
  keepBoth: z.boolean(),
});
export type ImportItemInput = z.infer<typeof ImportItemInput>;
/** A row of a preview: what lies in a folder, or where another tool keeps its keys. Nothing of it is stored yet. */
export const FoundRow = z.object({
  /** From 1: how it is picked. */
  row: z.int(),
  path: z.string(),
  record: z.int().nullable(),
  tool: z.string().nullable(),
  keyId: z.string().nullable(),
  issuerId: z.string().nullable(),
  kind: KeyKind.nullable(),
  program: Program.nullable(),
  name: z.string().nullable(),
  /** Where it goes unless the user says otherwise; null: he must. */
  organization: z.string().nullable(),
  /** The file it names: read once the row is picked, so shown before. */
  keyPath: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** `conflict`: `error` names the stored key and this one. */
  state: z.enum(['new', 'stored', 'trashed', 'repeat', 'known-id', 'elsewhere', 'conflict', 'refused']),
  sameAs: z.int().nullable(),
  /** Picked unless the user says otherwise. */
  worthwhile: z.boolean(),
  warnings: z.array(Words),
  error: Failure.nullable(),
});
export type FoundRow = z.infer<typeof FoundRow>;
export const FoundPreview = z.object({
  /** Goes back with the picked rows; the next look makes it stale. */
  preview: z.int(),
  rows: z.array(FoundRow),
  skipped: z.array(z.object({ path: z.string(), why: z.enum(['link', 'apart', 'deep', 'unreadable']) })),
  more: z.boolean(),
});
export type FoundPreview = z.infer<typeof FoundPreview>;

export const ImportedFile = z.object({
  path: z.string().nullable(),
  ok: z.boolean(),
  id: Id.nullable(),
  keyId: z.string().nullable(),
  warnings: z.array(Words),
  error: Failure.nullable(),
});
export type ImportedFile = z.infer<typeof ImportedFile>;

export const KeyTest = z.object({
  key: Id,
  outcome: TestOutcome,
  status: z.number().nullable(),
  appleCode: z.string().nullable(),
  appleTitle: z.string().nullable(),
  diagnosis: Diagnosis.nullable(),
  latencyMs: z.number().nullable(),
  clockSkewSeconds: z.number().nullable(),
  notes: z.array(Words),
});
export type KeyTest = z.infer<typeof KeyTest>;

/** Main minted the token and wrote it to the clipboard: the window learns the times only. */
export const CopiedToken = z.strictObject({ expiresAt: Moment, clearedAt: Moment.nullable() });
export const ActivityEntry = z.object({
  at: z.string(),
  key: z.string().nullable(),
  what: z.string(),
  outcome: z.string(),
  from: z.string(),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

const link = z.enum(Object.keys(appleLinks) as [AppleLink, ...AppleLink[]]);
const Setting = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('theme'), value: z.enum(['system', 'light', 'dark']) }),
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
    setSetting: { input: Setting, output: AppState, perMinute: 120 },
  },
  vault: {
    /** All of it is told as `vault.changed`, in parts, from step 0: one way in for what there is and for what is new. */
    view: { input: nothing, output: nothing, perMinute: 600 },
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
      output: z.strictObject({ movedAside: z.array(z.string()), promoted: z.array(z.string()) }),
      perMinute: 10,
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
      output: z.strictObject({ changed: z.boolean(), newDevice: z.boolean(), deleted: z.array(z.string()) }),
      perMinute: 10,
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
      output: z.strictObject({ right: z.boolean() }),
      perMinute: 30,
    },
    later: { input: nothing, output: nothing, perMinute: 30 },
    /** Names of the vault's files. E_IDENTITY_WRONG when it opens none of them. */
    verify: {
      input: z.strictObject({ recoveryKey: text(200).min(1) }),
      output: z.strictObject({ is: z.enum(['recovery', 'device']), opens: z.array(z.string()), fails: z.array(z.string()) }),
      perMinute: 10,
    },
  },
  organizations: {
    add: {
      input: z.strictObject({ name: Name, issuerId: text(64).nullable(), program: Program }),
      output: z.strictObject({ id: Id }),
      perMinute: 60,
    },
    edit: {
      input: z.strictObject({
        id: Id,
        set: z
          .strictObject({ ...OrganizationFields, defaultKeyId: Id.nullable() })
          .omit({ program: true })
          .partial(),
      }),
      output: nothing,
      perMinute: 120,
    },
    remove: { input: z.strictObject({ id: Id }), output: nothing, perMinute: 60 },
  },
  keys: {
    /** Main's own file dialog, then as `examine`. */
    choose: { input: nothing, output: z.array(ExaminedFile), perMinute: 30 },
    examine: { input: z.strictObject({ paths: z.array(Path).min(1).max(1_000) }), output: z.array(ExaminedFile), perMinute: 60 },
    examineClipboard: { input: nothing, output: z.array(ExaminedFile), perMinute: 30 },
    /** Null: the clipboard. */
    identify: { input: z.strictObject({ path: Path.nullable() }), output: Identified, perMinute: 60 },
    /** Takes the key that was pasted off the clipboard, if it is still what lies there. */
    clearPasted: { input: nothing, output: z.strictObject({ cleared: z.boolean() }), perMinute: 30 },
    /** `paths`: what was dropped, folders or files; left out, main's own folder dialog. Null when cancelled. */
    findInFolder: {
      input: z.strictObject({ paths: z.array(Path).min(1).max(10_000).optional() }),
      output: FoundPreview.nullable(),
      perMinute: 30,
    },
    /** Where other tools keep their keys: only after the user was asked. */
    findElsewhere: { input: z.strictObject({ tools: z.array(text(20)).min(1).max(20) }), output: FoundPreview, perMinute: 30 },
    importFound: {
      input: z.strictObject({
        preview: z.int(),
        /** Row numbers. */
        picked: z.array(z.int().min(1)).min(1).max(10_000),
        /** All of them go there; null: each where its row says. */
        organization: z.union([z.strictObject({ id: Id }), z.strictObject({ name: Name, program: Program })]).nullable(),
        issuerId: text(64).nullable(),
        /** Where the rows go that say no team; the others go where they say. */
        rest: z
          .union([z.strictObject({ id: Id }), z.strictObject({ name: Name, program: Program })])
          .nullable()
          .optional(),
        /** Key IDs of rows that bring none. */
        typed: z
          .array(z.strictObject({ row: z.int().min(1), keyId: text(64) }))
          .max(10_000)
          .optional(),
        keepBoth: z.boolean().optional(),
      }),
      /** A row a pick, in their order. */
      output: z.strictObject({ rows: z.array(ImportedFile) }),
      perMinute: 60,
    },
    import: {
      input: z.strictObject({
        organization: z.union([z.strictObject({ id: Id }), z.strictObject({ name: Name, program: Program })]),
        items: z.array(ImportItemInput).min(1).max(1_000),
      }),
      output: z.strictObject({ rows: z.array(ImportedFile), organizationId: Id.nullable() }),
      perMinute: 60,
    },
    edit: {
      input: z.strictObject({
        key: Id,
        set: z.strictObject({ name: Name, roles: z.array(text(50)).max(30), organizationId: Id, default: z.literal(true) }).partial(),
      }),
      output: nothing,
      perMinute: 120,
    },
    trash: { input: one, output: nothing, perMinute: 120 },
    /** Restores what was trashed last. */
    undo: { input: nothing, output: z.strictObject({ key: Id, name: z.string() }), perMinute: 120 },
    restore: { input: one, output: nothing, perMinute: 120 },
    /** asks in main's dialog, by name; none when cancelled. `deleted`: files of the home that could not be rewritten. */
    purge: {
      input: z.strictObject({ keys: z.array(Id).min(1).max(10_000) }),
      output: z.strictObject({ purged: z.array(Id), deleted: z.array(z.string()) }),
      perMinute: 30,
    },
    test: { input: z.strictObject({ keys: z.array(Id).min(1).max(10_000) }), output: z.array(KeyTest), perMinute: 120 },
    /** Stops the import or test that runs; what is done stays. */
    cancel: { input: nothing, output: nothing, perMinute: 120 },
    /** Offered after "stored"; only if the file still holds this very key. Never unlinks: the system's Trash. */
    trashDownload: { input: z.strictObject({ key: Id, path: Path }), output: nothing, perMinute: 60 },
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
} satisfies { [G in keyof Channels]: Record<Channels[G][number], Call> };

export const eventSchemas = {
  'state.changed': AppState,
  'vault.changed': VaultChange,
  /** A long work's count; `test` carries each result as it comes, `waitingFor` the name of a file that is not on this machine yet (B-58). */
  progress: z.object({
    work: z.enum(['look', 'import', 'test', 'restore']),
    done: z.int(),
    total: z.int(),
    test: KeyTest.nullable(),
    waitingFor: z.string().nullable(),
  }),
  'clipboard.cleared': z.object({ reason: z.enum(['time', 'asked', 'lock', 'quit', 'taken']) }),
  /** The menu asks the page to do something it can do. */
  command: z.object({
    name: z.enum([
      'import',
      'import-folder',
      'import-elsewhere',
      'paste',
      'identify',
      'new-organization',
      'find',
      'palette',
      'settings',
      'test',
      'lock',
      'undo',
      'help',
    ]),
  }),
} satisfies Record<EventName, z.ZodType>;

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
