import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import type { JsonToolId, TellingToolId, ToolId } from '../../../shared/tools/registry.js';
import type { OnProgress } from './progress.js';
import type { VaultView } from './vault.js';

/** Keys on their way in. Each stops at its signal, by itself: whatever else runs goes on. */
export interface Imports {
  /** Reads and parses without storing: what would an import do? For the sheet in the window. E_CANCELLED when it is stopped. */
  examine(request: ExamineRequest, onProgress?: OnProgress, signal?: AbortSignal): Promise<readonly Examined[]>;
  /** Looks for keys in a folder, or where other tools keep theirs. Nothing is stored; a path inside a file is not followed. E_CANCELLED when it is stopped. */
  scan(request: ScanRequest, onProgress?: OnProgress, signal?: AbortSignal): Promise<ScanReply>;
  /** What is this, whose key is it, and what happened to it on its way? Answers no key and no token. */
  identify(request: IdentifyRequest, onProgress?: OnProgress): Promise<Identified>;
  /** What an import would do with keys that were previewed, as far as has been said: nothing is read and nothing is stored. */
  decide(request: DecideRequest): Promise<readonly Decision[]>;
  /**
   * One save a batch of at most 4 MiB of keys. A row says "ok" only after the stored copy has signed. Rejects where
   * nothing was saved. Stops before its next file: what was read is stored, the rest is answered E_CANCELLED.
   */
  importKeys(request: ImportRequest, onProgress?: OnProgress, signal?: AbortSignal): Promise<ImportReply>;
}

/** Where the bytes come from. Only `text` (the clipboard, a named exception) brings them over the wall. */
export type Source =
  | {
      readonly from: 'file';
      readonly path: string;
      /** Which of the keys a tool's JSON tells of, from 1; left out: all of them. */
      readonly record?: number;
      /** The path this record gives, which the user has seen and confirmed: only then is it read (J-06). */
      readonly keyPath?: string;
    }
  | { readonly from: 'stdin' }
  | { readonly from: 'text'; readonly text: string; readonly record?: number };

/** A key's entry in a tool's file: what it says beside the key. Texts as written there, control and bidi characters stripped. */
export interface KeyEntry {
  /** Whose file it is. */
  readonly tool: TellingToolId;
  readonly keyId: string | null;
  readonly issuerId: string | null;
  readonly kind: KeyKind | null;
  readonly program: Program | null;
  /** What the tool calls the key. */
  readonly name: string | null;
  /** The name of the team it belongs to. */
  readonly team: string | null;
  /** Where the key lies, absolute; null: in the file itself. */
  readonly keyPath: string | null;
}

export interface ExamineRequest {
  readonly sources: readonly Source[];
}
/** A row a source, or several where a tool's JSON tells of several keys. `found` and `error` both null: the key lies at `entry.keyPath`, not read yet. */
export interface Examined {
  /** The place of its source in the request, from 0. */
  readonly source: number;
  /** Base name, made safe to show; `-` for stdin, `clipboard` for text. */
  readonly file: string;
  /** From 1; null where the file is the key, or tells of one alone. */
  readonly record: number | null;
  readonly entry: KeyEntry | null;
  readonly found: {
    readonly fingerprint: string;
    /** From the file's name or its JSON. */
    readonly keyId: string | null;
    readonly kind: KeyKind | null;
    /** From fastlane JSON. */
    readonly issuerId: string | null;
    readonly program: Program | null;
    /** A stored key with this fingerprint; the one of this Key ID, where the same private key is kept under several. */
    readonly storedAs: { readonly id: string; readonly trashed: boolean } | null;
    /** E_KEY_CONFLICT as an import would say it, naming both (B-50, B-51); null: none, or nothing says which Key ID it has. */
    readonly conflict: ErrorBody | null;
  } | null;
  readonly warnings: readonly Warning[];
  readonly error: ErrorBody | null;
}

/**
 * Where to look. `chosen`: what the user named, a file, or a folder with its *.p8 and *.pem three folders down. The others are a
 * tool's, and may be missing: `file`, `keys` (the .p8 in a folder), `json` (the JSON in a folder that a tool is known by).
 */
export interface Place {
  readonly path: string;
  readonly as: 'chosen' | 'file' | 'keys' | 'json';
  /** Whose place it is; null for what the user named. */
  readonly of: ToolId | null;
}
export interface ScanRequest {
  readonly places: readonly Place[];
  /** Files looked at before it stops (B-61). */
  readonly limit: number;
}
export interface Scanned extends Examined {
  /** Absolute or as named; never shown unescaped. */
  readonly path: string;
  readonly of: ToolId | null;
}
export interface Skipped {
  readonly path: string;
  /** `apart`: node_modules, .git · `deep`: more than three folders down. */
  readonly why: 'link' | 'apart' | 'deep' | 'unreadable';
}
export interface ScanReply {
  readonly rows: readonly Scanned[];
  readonly skipped: readonly Skipped[];
  /** There are more than the limit. */
  readonly more: boolean;
}

export interface IdentifyRequest {
  readonly source: Source;
}
export interface Identified {
  readonly kind: IdentifiedKind;
  /** The stored key's, else what the file, its name or the token says. */
  readonly keyId: string | null;
  /** The stored key's organization. */
  readonly organization: string | null;
  /** The stored key's name there. */
  readonly name: string | null;
  /** Of the key, or of the stored key that signed the token. */
  readonly fingerprint: string | null;
  /** By fingerprint; a token by its signature; by Key ID where a file only names the key's place. */
  readonly stored: boolean;
  /** What mangled it, in words. */
  readonly repairs: readonly string[];
}
export type IdentifiedKind = 'key' | 'public-key' | 'token' | 'variables' | `${JsonToolId}-json`;

/** What a preview showed of a key; a fact left out was not shown, or was not known yet. */
export interface Shown {
  readonly fingerprint?: string;
  readonly keyId?: string | null;
  readonly issuerId?: string | null;
  readonly kind?: KeyKind | null;
  readonly program?: Program | null;
}

export interface ImportItem {
  readonly source: Source;
  /** What differs from it by now is refused, E_FILE_CHANGED (M-12). Left out: nobody was shown anything. */
  readonly shown?: Shown;
  /** As typed; the strongroom trims, checks (B-46) and compares it with the file's name (B-44). */
  readonly keyId?: string;
  /** Which Key ID wins when both are there and differ; the window asks, the command line leaves it out (the file's). */
  readonly keyIdWins?: 'typed' | 'file';
  readonly kind?: KeyKind;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly issuerId?: string;
  readonly keepBoth?: boolean;
  /** B-52 in the window: restore the trashed one (true, the default) or store anew. */
  readonly restoreTrashed?: boolean;
}

export interface DecideRequest {
  readonly items: readonly {
    /** Where it would go; null: nothing says so yet. */
    readonly organization: ImportRequest['organization'] | null;
    /** As it would be imported. `shown` stands for the file, which is not read again. */
    readonly item: ImportItem;
  }[];
}
/** What only the user can say (B-43, B-44, B-50, B-51). */
export type Wanted = 'key-id' | 'which-key-id' | 'keep-both' | 'organization' | 'issuer-id' | 'which-issuer-id';
export interface Decision {
  /** `stored`, or in the Trash: there is nothing to import. */
  readonly is: 'new' | 'stored' | 'trashed';
  /** The first thing that keeps it from being imported; null: nothing does. */
  readonly wants: Wanted | null;
  /** What an import would say to it as it is. */
  readonly error: ErrorBody | null;
  /** The stored key it is, or clashes with; by id. */
  readonly stored: string | null;
}

export interface ImportRequest {
  /** By name, made when new (with its first good key), or by id. */
  readonly organization: { readonly id: string } | { readonly name: string; readonly program: Program };
  readonly items: readonly ImportItem[];
  /** ISO 8601, becomes `addedAt`. */
  readonly at: string;
}
export interface ImportReply {
  readonly rows: readonly ImportedRow[];
  /** Why a save failed after others had not: its rows and those after it carry the same error, and what came before is stored. */
  readonly stoppedBy: ErrorBody | null;
  /** Null when nothing was saved. */
  readonly view: VaultView;
}
export interface ImportedRow {
  /** The path as given (`-` for stdin), not shown unescaped. */
  readonly file: string;
  /** The key's place in a tool's JSON that tells of several, from 1. */
  readonly record: number | null;
  readonly ok: boolean;
  readonly id: string | null;
  readonly keyId: string | null;
  readonly organization: string;
  /** As it is stored; null: it is not. */
  readonly name: string | null;
  readonly fingerprint: string | null;
  readonly warnings: readonly Warning[];
  readonly error: ErrorBody | null;
}
