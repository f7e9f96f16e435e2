import { verify } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { UnlockWay } from '../../src/shared/model.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { openWithPassphrase } from '../../src/strongroom/inside/ways-in/passphrase.js';
import { keychainIn, temporaryFolder, testPorts } from './home.js';
import { makeKey, type TestKey } from './keys.js';
import { type Deed, type Life, live, type Told } from './life.js';

type OnEnd = (work: () => Promise<void>) => void;
export const ways = ['passphrase', 'keychain'] as const;
const passphrase = 'correct horse battery staple';

/** A home, what was told of it, and the downloads its keys came from. */
export interface World {
  readonly told: Told[];
  readonly asked: Set<string>;
  readonly files: Map<string, TestKey>;
  readonly place: Pick<Life, 'home' | 'way' | 'passphrase' | 'keychainFile'>;
  open(): Promise<Strongroom>;
  /** What opens the vault today. */
  identity(): Promise<string>;
  recoveryKey(): string;
  download(count: number): Promise<readonly string[]>;
  lives(
    deeds: readonly Deed[],
    kill?: Pick<Life, 'killAtStep' | 'killAtCall'>,
  ): Promise<{ readonly told: readonly Told[]; readonly killed: boolean }>;
}

/** A home of its own, or one like another, and everything the user was ever told about it. */
export async function begin(way: UnlockWay, onEnd: OnEnd, like?: World): Promise<World> {
  const folder = await temporaryFolder(onEnd);
  const place = { home: join(folder, 'home'), way, passphrase, keychainFile: join(folder, 'keychain.json') };
  const files = new Map<string, TestKey>(like?.files);
  const told: Told[] = [...(like?.told ?? [])];
  /** Of what the user wanted purged nothing is promised but that it goes in the end. */
  const asked = new Set<string>();
  let made = 0;
  if (like) {
    await cp(like.place.home, place.home, { recursive: true });
    if (way === 'keychain') await cp(like.place.keychainFile, place.keychainFile);
  }
  const open = async (): Promise<Strongroom> => {
    const room = createStrongroom(testPorts(place.home, way === 'keychain' ? { keychain: keychainIn(place.keychainFile) } : {}));
    await room.unlock(way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false });
    return room;
  };
  return {
    told,
    asked,
    files,
    open,
    place,
    async identity() {
      if (way === 'keychain') return Object.values(JSON.parse(await readFile(place.keychainFile, 'utf8')))[0] as string;
      const opened = await openWithPassphrase(await readFile(join(place.home, 'identity.age')), passphrase);
      return new TextDecoder().decode(opened).trim();
    },
    recoveryKey: () => told.flatMap((one) => (one.told === 'recovery' && one.key ? [one.key] : []))[0] ?? '',
    async download(count: number): Promise<readonly string[]> {
      const paths: string[] = [];
      for (let n = 0; n < count; n += 1) {
        const key = makeKey();
        made += 1;
        const path = join(folder, `AuthKey_${String(made).padStart(10, 'K')}.p8`);
        await writeFile(path, key.applePem, { mode: 0o600 });
        files.set(path, key);
        paths.push(path);
      }
      return paths;
    },
    async lives(deeds: readonly Deed[], kill: Pick<Life, 'killAtStep' | 'killAtCall'> = {}) {
      for (const deed of deeds) if (deed.do === 'purge') asked.add(deed.id);
      const ended = await live({ ...place, ...kill, deeds });
      told.push(...ended.told);
      return ended;
    },
  };
}
/** Every key the user was told is stored, and did not want purged, signs, with the private key of its own file; every file is as it was. */
export async function holds({ told, asked, files, open }: World): Promise<void> {
  const room = await open();
  const { keys, health } = await room.read();
  expect(health.readOnly).toBeNull();
  for (const key of keys.filter(({ trashedAt }) => trashedAt === null)) {
    const source = [...files.values()].find(({ fingerprint }) => fingerprint === key.fingerprint);
    const { token } = await room.sign({ id: key.id, nowMs: null, lifetimeSeconds: 60, scope: null });
    const [signed, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)];
    if (!source) throw new Error(`nobody imported ${key.fingerprint}`);
    const raw = { key: source.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(signed), raw, Buffer.from(signature, 'base64url')), key.keyId).toBe(true);
  }
  const stored = new Set([...keys.map(({ id }) => id), ...asked]);
  expect(told.flatMap((one) => (one.told === 'stored' && !stored.has(one.id) ? [one] : []))).toEqual([]);
  for (const [path, key] of files) expect(await readFile(path, 'utf8')).toBe(key.applePem);
}
