import { spawn } from 'node:child_process';
import type { UnlockWay } from '../../src/shared/model.js';
import { bundled } from './bundled.js';

/** What a process of its own does on a home, in order, and where it is killed. */
export interface Life {
  readonly home: string;
  readonly way: UnlockWay;
  readonly passphrase: string;
  readonly keychainFile: string;
  readonly killAtStep?: string;
  /** Before this call to the disk, counted from 1. */
  readonly killAtCall?: number;
  readonly deeds: readonly Deed[];
}
export type Deed =
  | { readonly do: 'init' | 'unlock' }
  | { readonly do: 'import'; readonly paths: readonly string[] }
  | { readonly do: 'edit'; readonly name: string }
  | { readonly do: 'trash' | 'undo' | 'purge'; readonly id: string }
  /** A new device identity in place of the old one; the way in stays. */
  | { readonly do: 'rotate' }
  | { readonly do: 'restore'; readonly path: string }
  /** Where no copy opens: sets the vault aside and makes a new one. */
  | { readonly do: 'restore-anew'; readonly path: string };

/** What the user was told before the end. */
export type Told =
  | { readonly told: 'recovery'; readonly key: string | null }
  | { readonly told: 'stored'; readonly id: string; readonly fingerprint: string }
  | { readonly told: 'edited'; readonly name: string }
  | { readonly told: 'purged'; readonly id: string }
  | { readonly told: 'set-aside'; readonly folder: string | null }
  | { readonly told: 'calls'; readonly calls: number };

/** Answers what was told, and whether the process was killed. */
export async function live(life: Life): Promise<{ readonly told: readonly Told[]; readonly killed: boolean }> {
  const child = spawn(process.execPath, [await bundled('life-child'), JSON.stringify(life)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((done) =>
    child.once('close', (code, signal) => done({ code, signal })),
  );
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(err);
  const told = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Told);
  return { told, killed: signal === 'SIGKILL' };
}

/** The same numbers from the same seed (mulberry32). 0 ≤ n < 1. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
