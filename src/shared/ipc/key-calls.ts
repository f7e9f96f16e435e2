import { z } from 'zod';
import { Id, KeyKind, Program, TestResult } from '../model.js';
import { toolIds } from '../tools/registry.js';
import { Failure, job, Name, nothing, OtherCopy, Path, text, Words } from './shapes.js';

const Tool = z.enum(toolIds);

/** What a tool's file says of a key beside the key. `keyPath`: where it lies, read only once it comes back confirmed. */
export const ToldOfKey = z.object({
  tool: Tool,
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
  kind: z.enum(['key', 'public-key', 'token', ...toolIds.map((id) => `${id}-json` as const)]),
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
  /** `found.fingerprint` as the sheet showed it: another key in its place by now is refused (M-12). */
  fingerprint: text(100),
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
  tool: Tool.nullable(),
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

export const KeyTest = TestResult.extend({ key: Id });
export type KeyTest = z.infer<typeof KeyTest>;

const one = z.strictObject({ key: Id });

export const keyCalls = {
  /** Main's own file dialog, then as `examine`. */
  choose: { input: z.strictObject({ job }), output: z.array(ExaminedFile), perMinute: 30 },
  examine: { input: z.strictObject({ job, paths: z.array(Path).min(1).max(1_000) }), output: z.array(ExaminedFile), perMinute: 60 },
  examineClipboard: { input: z.strictObject({ job }), output: z.array(ExaminedFile), perMinute: 30 },
  /** Null: the clipboard. */
  identify: { input: z.strictObject({ job, path: Path.nullable() }), output: Identified, perMinute: 60 },
  /** Takes the key that was pasted off the clipboard, if it is still what lies there. */
  clearPasted: { input: nothing, output: z.strictObject({ cleared: z.boolean() }), perMinute: 30 },
  /** `paths`: what was dropped, folders or files; left out, main's own folder dialog. Null when cancelled. */
  findInFolder: {
    input: z.strictObject({ job, paths: z.array(Path).min(1).max(10_000).optional() }),
    output: FoundPreview.nullable(),
    perMinute: 30,
  },
  /** Where other tools keep their keys: only after the user was asked. */
  findElsewhere: { input: z.strictObject({ job, tools: z.array(text(20)).min(1).max(20) }), output: FoundPreview, perMinute: 30 },
  importFound: {
    input: z.strictObject({
      job,
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
    changes: true,
  },
  import: {
    input: z.strictObject({
      job,
      organization: z.union([z.strictObject({ id: Id }), z.strictObject({ name: Name, program: Program })]),
      items: z.array(ImportItemInput).min(1).max(1_000),
    }),
    output: z.strictObject({ rows: z.array(ImportedFile), organizationId: Id.nullable() }),
    perMinute: 60,
    changes: true,
  },
  /** Asks in main’s dialog where it changes whose tokens are made (M-11); not `changed` when cancelled. */
  edit: {
    input: z.strictObject({
      key: Id,
      set: z.strictObject({ name: Name, roles: z.array(text(50)).max(30), organizationId: Id, default: z.literal(true) }).partial(),
    }),
    output: z.strictObject({ changed: z.boolean() }),
    perMinute: 120,
    changes: true,
  },
  trash: { input: one, output: nothing, perMinute: 120, changes: true },
  /** Restores what was trashed last. */
  undo: { input: nothing, output: z.strictObject({ key: Id, name: z.string() }), perMinute: 120, changes: true },
  restore: { input: one, output: nothing, perMinute: 120, changes: true },
  /** asks in main's dialog, by name; none when cancelled. `deleted`: files of the home that could not be rewritten; `setAside`: those that no purge reaches; `found`: what other programs made. */
  purge: {
    input: z.strictObject({ keys: z.array(Id).min(1).max(10_000) }),
    output: z.strictObject({ purged: z.array(Id), deleted: z.array(z.string()), setAside: z.array(z.string()), found: z.array(OtherCopy) }),
    perMinute: 30,
    changes: true,
  },
  test: { input: z.strictObject({ job, keys: z.array(Id).min(1).max(10_000) }), output: z.array(KeyTest), perMinute: 120, changes: true },
  /** Offered after "stored"; only if the file still holds this very key. Never unlinks: the system's Trash. */
  trashDownload: { input: z.strictObject({ key: Id, path: Path }), output: nothing, perMinute: 60 },
} as const;
