import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnlockWay } from '../../src/shared/model.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { restoreAll } from './backup.js';
import { issuerId } from './home.js';
import { passphrase } from './places.js';
import { type RekeyingName, rekeyIn, rekeyings } from './rekeyings.js';

/** What a folder holds beside the home: three downloads that are not stored yet, and another vault's backup. */
export interface Around {
  readonly downloads: readonly string[];
  readonly backup: string;
  readonly home: string;
}

/** What its user reads, by row where there are rows: the id that was called stored, or the code of what was not. */
export type Said = readonly ({ readonly stored: string } | { readonly refused: string })[];

/** Something that is done to a vault of two keys while the disk fails. */
export interface Deed {
  readonly name: string;
  readonly from: UnlockWay;
  /** What has become of the home before. */
  readonly spoil?: (home: string) => Promise<void>;
  /** `show` gets a new recovery key. */
  readonly do: (room: Strongroom, around: Around, show: (key: string) => void) => Promise<Said>;
  /** Key IDs that are there once it went through. */
  readonly adds: readonly string[];
  /** Reading fails too. */
  readonly reads: boolean;
  /** The old device identity opens nothing afterwards. */
  readonly rotates?: boolean;
}

const rekeyed = (name: RekeyingName): Deed => ({
  name,
  from: rekeyings[name].from,
  adds: [],
  rotates: rekeyings[name].rotates,
  reads: true,
  async do(room, _around, show) {
    await rekeyIn(room, name, passphrase, show);
    return [];
  },
});

export const fresh = ['NEWKEY0001', 'NEWKEY0002', 'NEWKEY0003'] as const;
const imported = (count: number): Deed => ({
  name: count === 1 ? 'an import of one file' : `an import of ${count} files`,
  from: 'keychain',
  adds: fresh.slice(0, count),
  reads: true,
  async do(room, { downloads }) {
    const items = downloads.slice(0, count).map((path) => ({ source: { from: 'file' as const, path }, issuerId }));
    const { rows } = await room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at: '2026-01-02T00:00:00.000Z' });
    return said(rows);
  },
});

export const restorable = ['KEY0000001', 'KEY0000002'] as const;
const restored: Deed = {
  name: 'a restore',
  from: 'keychain',
  adds: restorable,
  reads: true,
  do: async (room, { backup }) => said((await restoreAll(room, backup)).rows),
};

const repaired = (name: string, { from, spoil, keep }: Pick<Deed, 'from' | 'spoil'> & { keep?: 'newest' }): Deed => ({
  name: `a repair of ${name}`,
  from,
  adds: [],
  reads: from === 'passphrase',
  ...(spoil ? { spoil } : {}),
  async do(room) {
    await room.repair(keep ? { keep } : {});
    return [];
  },
});

type Row = { readonly id: string | null; readonly error: { readonly code: string } | null };
const said = (rows: readonly Row[]): Said => rows.map(({ id, error }) => (error === null ? { stored: id ?? '' } : { refused: error.code }));

const flipped = (...files: readonly string[]) => {
  return async (home: string) => {
    for (const file of files) {
      const bytes = await readFile(join(home, file));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      await writeFile(join(home, file), bytes);
    }
  };
};

export const deeds: readonly Deed[] = [
  rekeyed('keychain to passphrase'),
  rekeyed('passphrase to keychain'),
  rekeyed('rotation under a passphrase'),
  rekeyed('a new recovery key in a keychain'),
  imported(1),
  imported(3),
  restored,
  repaired('every file that has a copy', { from: 'passphrase', spoil: flipped('vault.age', 'identity.age', 'keyrack.json') }),
  repaired('a vault.age that is missing', { from: 'keychain', spoil: (home) => rm(join(home, 'vault.age')) }),
  repaired('an older vault.age', {
    from: 'keychain',
    spoil: async (home) => writeFile(join(home, 'vault.age'), await readFile(join(home, 'vault.age.2'))),
    keep: 'newest',
  }),
];

/** What lies in a folder, byte for byte. */
export async function bytesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isFile()).map(({ name }) => name);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'hex')] as const)));
}
