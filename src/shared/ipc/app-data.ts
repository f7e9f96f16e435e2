import { z } from 'zod';
import { Id, Key, LastTest, Organization, UnlockWay } from '../model.js';
import { Failure, Moment, text, Words } from './shapes.js';

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
    /** Compact: one row a key. */
    density: z.enum(['comfortable', 'compact']),
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

/** Main minted the token and wrote it to the clipboard: the window learns the times only. */
export const CopiedToken = z.strictObject({
  /** The token's own `exp`, by the clock it was made by: Apple's, where that is known to be another. */
  exp: Moment,
  /** Milliseconds this machine's clock is ahead of that one. */
  aheadMs: z.number(),
  clearedAt: Moment.nullable(),
  /** Only where there is something to say: that Apple's time was used. */
  notes: z.array(Words).optional(),
});
/** `linked` now · `there` already · `by-hand`: the folder is the user's to put on PATH (Windows). */
export const InstalledCommandLine = z.strictObject({
  is: z.enum(['linked', 'there', 'by-hand']),
  /** The link; by hand: the folder. */
  path: z.string(),
  /** Of the PATH that Keyrack was started with; a terminal's may be another. */
  onPath: z.boolean(),
  /** Another `keyrack` that is found first. */
  before: z.string().nullable(),
});
export type InstalledCommandLine = z.infer<typeof InstalledCommandLine>;
export const ActivityEntry = z.object({
  at: z.string(),
  key: z.string().nullable(),
  what: z.string(),
  outcome: z.string(),
  from: z.string(),
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;
