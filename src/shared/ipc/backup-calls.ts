import { z } from 'zod';
import { Id, UnlockWay } from '../model.js';
import { Found, RestoredFacts } from '../restored-key.js';
import { Failure, job, nothing, Path, text, Words } from './shapes.js';

/** A named exception: typed into the page, on its way to the strongroom (known-issues.md). */
const passphrase = text(1_000).min(1);
const NamedKey = z.object({ id: Id, keyId: z.string(), organization: z.string(), name: z.string() });

/** What a restore would do with one key of the backup. */
export const PreviewedKeyData = z.object({
  /** What `backup.restore` takes in `keepBoth`. */
  entry: z.string(),
  keyId: z.string(),
  organization: z.string(),
  name: z.string(),
  fingerprint: z.string().nullable(),
  trashed: z.boolean(),
  found: Found,
  /** The stored key it is, or clashes with. */
  stored: NamedKey.extend({ trashed: z.boolean() }).nullable(),
  error: Failure.nullable(),
});
export type PreviewedKeyData = z.infer<typeof PreviewedKeyData>;

export const BackupPreviewData = z.object({
  ticket: Id,
  /** Base name. */
  file: z.string(),
  createdAt: z.string(),
  sameVault: z.boolean(),
  rows: z.array(PreviewedKeyData),
  emptyOrganizations: z.int(),
  warnings: z.array(Words),
});
export type BackupPreviewData = z.infer<typeof BackupPreviewData>;

/** What became of one key of the backup. */
const Restored = RestoredFacts.extend({ error: Failure.nullable() });
export type Restored = z.infer<typeof Restored>;

export const backupCalls = {
  /**
   * Asks for a place in main's dialog (`file` null: cancelled), and, where keys cannot be read, whether to go on without them.
   * Answers once the file was opened again and compared key by key. An existing file is refused, whatever the dialog offered.
   */
  make: {
    input: z.strictObject({ passphrase }),
    output: z.object({ file: z.string().nullable(), keys: z.int(), trashed: z.int(), leftOut: z.array(NamedKey) }),
    perMinute: 10,
    changes: true,
  },
  /** Main's own file dialog; null when cancelled. A dropped file goes to `open` at once. */
  choose: { input: nothing, output: z.object({ path: z.string(), file: z.string() }).nullable(), perMinute: 30 },
  /** Changes nothing. What was opened is held until `restore`, `close`, a lock or the next `open`. */
  open: {
    /** `anew`: for `restoreToNewVault`; no vault need be open. */
    input: z.strictObject({ path: Path, passphrase, anew: z.boolean().optional() }),
    output: BackupPreviewData,
    perMinute: 30,
  },
  /** What `open` showed: every `new` key, and each `conflict` named here beside what it clashes with. */
  restore: {
    input: z.strictObject({ job, ticket: Id, keepBoth: z.array(text(60)).max(100_000) }),
    output: z.object({ rows: z.array(Restored), stoppedBy: Failure.nullable() }),
    perMinute: 10,
    changes: true,
  },
  /**
   * R-31, where no copy of the vault opens. Main's own dialog says what happens to the vault that is here; null: not wanted. Answers
   * once everything of it is set aside, the new vault holds what `open` showed, and it is open. The recovery key as in `vault.init`.
   */
  restoreToNewVault: {
    input: z.strictObject({ ticket: Id, unlock: UnlockWay, passphrase: passphrase.nullable() }),
    output: z
      .strictObject({
        recoveryKey: z.string().nullable(),
        ask: z.array(z.int()),
        /** The folder's name; null: there was nothing to set aside. */
        setAside: z.string().nullable(),
        rows: z.array(Restored),
      })
      .nullable(),
    perMinute: 10,
  },
  /** Lets go of what was opened; stops a restore between two saves. */
  close: { input: nothing, output: nothing, perMinute: 120 },
} as const;
