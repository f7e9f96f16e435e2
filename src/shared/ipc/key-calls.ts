import { z } from 'zod';
import { Id, KeyKind, Program, TestResult } from '../model.js';
import { toolIds } from '../tools/registry.js';
import { Failure, job, Name, nothing, OtherCopy, Path, text, Words } from './shapes.js';

const Tool = z.enum(toolIds);

/** Which key it is of all that are known, and what mangled it. */
export const Identified = z.object({
  kind: z.enum(['key', 'public-key', 'token', 'variables', ...toolIds.map((id) => `${id}-json` as const)]),
  keyId: z.string().nullable(),
  organization: z.string().nullable(),
  fingerprint: z.string().nullable(),
  stored: z.boolean(),
  repairs: z.array(z.string()),
});
export type Identified = z.infer<typeof Identified>;

/** What the user said about one row of a preview; left out: nothing. */
export const RowSaid = z.strictObject({
  row: z.int().min(1),
  keyId: text(64).optional(),
  /** B-44: it was asked which of the two Key IDs is right. */
  keyIdIsChosen: z.boolean().optional(),
  kind: KeyKind.optional(),
  issuerId: text(64).optional(),
  name: text(200).optional(),
  roles: z.array(text(50)).max(30).optional(),
  /** B-50, B-51: stored beside the one it clashes with. */
  keepBoth: z.boolean().optional(),
});
export type RowSaid = z.infer<typeof RowSaid>;

/** A row of a preview: a file, a key in a tool's file, the clipboard. Nothing of it is stored yet. */
export const FoundRow = z.object({
  /** From 1: how it is picked. */
  row: z.int(),
  /** Null: the clipboard. */
  path: z.string().nullable(),
  /** The key's place in a file that tells of several, from 1. */
  record: z.int().nullable(),
  /** The tool whose place or file it is. */
  tool: Tool.nullable(),
  keyId: z.string().nullable(),
  issuerId: z.string().nullable(),
  kind: KeyKind.nullable(),
  program: Program.nullable(),
  name: z.string().nullable(),
  /** Where it goes unless the user says otherwise: an organization that has its Issuer ID, else a new one of this name; null: he must say. */
  organization: z.string().nullable(),
  /** The file it names: read once the row is picked, so shown before. */
  keyPath: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /**
   * `new` · `stored`, or in the Trash (`trashed`) · `repeat` of an earlier row · `known-id`: a stored key has this Key ID, and the key itself
   * is not read yet · `elsewhere`: not read yet, at `keyPath` · `conflict`: the same private key under another Key ID, or another one under
   * the same; `error` names both (B-50, B-51) · `refused`.
   */
  state: z.enum(['new', 'stored', 'trashed', 'repeat', 'known-id', 'elsewhere', 'conflict', 'refused']),
  sameAs: z.int().nullable(),
  /** “Organization / Key name”: the stored key it is, or whose Key ID it has. */
  storedAs: z.string().nullable(),
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

const Into = z.union([z.strictObject({ id: Id }), z.strictObject({ name: Name, program: Program })]);
/** All that was said about a preview so far. */
const said = {
  preview: z.int(),
  /** All of them go there; null: each where its row says. */
  organization: Into.nullable(),
  /** Where the rows go that say no team. */
  rest: Into.nullable().optional(),
  /** For the rows that bring no Issuer ID. */
  issuerId: text(64).nullable(),
  said: z.array(RowSaid).max(10_000).optional(),
};
/** What an import would do with a row. */
export const RowDecision = z.object({
  row: z.int(),
  is: z.enum(['new', 'stored', 'trashed']),
  /** What only the user can say, the first of it; null: it is ready. */
  wants: z.enum(['key-id', 'which-key-id', 'keep-both', 'organization', 'issuer-id', 'which-issuer-id']).nullable(),
  error: Failure.nullable(),
  /** The stored key it is, or clashes with. */
  stored: Id.nullable(),
});
export type RowDecision = z.infer<typeof RowDecision>;

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
  /** Main's own file dialog: what was chosen, none when cancelled. */
  choose: { input: nothing, output: z.array(z.string()), perMinute: 30 },
  /** Files that the system was asked to open with Keyrack, each told once. */
  opened: { input: nothing, output: z.array(z.string()), perMinute: 600 },
  /** Files and folders that were chosen, dropped or opened with Keyrack. */
  preview: { input: z.strictObject({ job, paths: z.array(Path).min(1).max(10_000) }), output: FoundPreview, perMinute: 60 },
  /** Main's own folder dialog; null when cancelled. */
  previewFolder: { input: z.strictObject({ job }), output: FoundPreview.nullable(), perMinute: 30 },
  /** Where other tools keep their keys: only after the user was asked. */
  previewTools: { input: z.strictObject({ job, tools: z.array(text(20)).min(1).max(20) }), output: FoundPreview, perMinute: 30 },
  previewClipboard: { input: z.strictObject({ job }), output: FoundPreview, perMinute: 30 },
  /** At every letter that is typed: what would become of each row that was not refused. */
  decide: { input: z.strictObject(said), output: z.array(RowDecision), perMinute: 1_200 },
  /** Null: the clipboard. */
  identify: { input: z.strictObject({ job, path: Path.nullable() }), output: Identified, perMinute: 60 },
  /** Takes the key that was pasted off the clipboard, if it is still what lies there. */
  clearPasted: { input: nothing, output: z.strictObject({ cleared: z.boolean() }), perMinute: 30 },
  import: {
    input: z.strictObject({
      job,
      ...said,
      /** Row numbers. */
      picked: z.array(z.int().min(1)).min(1).max(10_000),
    }),
    /** A row a pick, in their order. `organizationId`: where the first that was stored is. */
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
