import { z } from 'zod';
import type { ErrorBody } from './errors/index.js';
import { Id } from './model.js';

/**
 * `new` · `identical`: this private key is stored already, perhaps in the Trash · `conflict`: the vault has another key under
 * this Key ID, or this one under another · `invalid`: the backup holds no good key here.
 */
export const Found = z.enum(['new', 'identical', 'conflict', 'invalid']);
export type Found = z.infer<typeof Found>;

/** What became of one key of a backup, its error apart: that has a schema of its own where it crosses to the page. */
export const RestoredFacts = z.object({
  /** In this vault; null where it was not restored. */
  id: Id.nullable(),
  keyId: z.string(),
  organization: z.string(),
  name: z.string(),
  fingerprint: z.string().nullable(),
  /** In the Trash, there and here. */
  trashed: z.boolean(),
  found: Found,
  /** False where the key turned out to be there already. */
  restored: z.boolean(),
  /** Restored, or here already. */
  ok: z.boolean(),
});

/** The same, as `keyrack restore --json` prints it. */
export interface RestoredKey extends Readonly<z.infer<typeof RestoredFacts>> {
  readonly error: ErrorBody | null;
}
