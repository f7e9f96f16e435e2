import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KeyrackError } from '../../src/shared/errors/index.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import type { Ports } from '../../src/strongroom/inside/ports.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { makeKey } from './keys.js';

export const issuerId = '57246542-96fe-1a63-e053-0824d011072a';

/** A folder that is removed when the test ends. */
export async function temporaryFolder(onEnd: (work: () => Promise<void>) => void): Promise<string> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'keyrack-test-'));
  // A browser that was killed may still be writing its last files.
  onEnd(() => fs.rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return folder;
}

/** Real files, the real clock, scrypt at 2^10; no keychain and no terminal unless the test brings one. */
export function testPorts(home: string, change: Partial<Ports> = {}): Ports {
  const unavailable = async (): Promise<never> => {
    throw new KeyrackError('E_KEYCHAIN_UNAVAILABLE');
  };
  return {
    home,
    disk: fs,
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      wait: async (ms, signal) => void (await wait(ms, undefined, signal ? { signal } : {})),
    },
    keychain: { name: 'none', get: unavailable, set: unavailable, delete: unavailable },
    secrets: {
      identity: async () => null,
      passphrase: () => null,
      newPassphrase: () => null,
      backupPassphrase: () => null,
      ask: async () => {
        throw new KeyrackError('E_PASSPHRASE_MISSING');
      },
      stdin: async () => new Uint8Array(),
    },
    step: () => undefined,
    scryptLogN: 10,
    ...change,
  };
}

/** A keychain that outlives the process, as the system's does: one small file. What it keeps and answers is all that is ours to rely on. */
export function keychainIn(file: string): Ports['keychain'] {
  const read = async (): Promise<Record<string, string>> => JSON.parse(await fs.readFile(file, 'utf8').catch(() => '{}'));
  return {
    name: 'a file',
    get: async (account) => (await read())[account] ?? null,
    set: async (account, secret) => fs.writeFile(file, JSON.stringify({ ...(await read()), [account]: secret })),
    delete: async (account) => {
      const { [account]: gone, ...rest } = await read();
      await fs.writeFile(file, JSON.stringify(rest));
      return gone !== undefined;
    },
  };
}

/** Stores a key made for the test in a vault that is open; answers our id. */
export async function storeKey(room: Strongroom, folder: string, keyId: string, pem: string = makeKey().applePem): Promise<string> {
  const path = join(folder, `AuthKey_${keyId}.p8`);
  await fs.writeFile(path, pem, { mode: 0o600 });
  const items = [{ source: { from: 'file' as const, path }, issuerId }];
  const { rows } = await room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at: new Date().toISOString() });
  const [row] = rows;
  if (!row?.id) throw new Error(`not stored: ${row?.error?.code}`);
  return row.id;
}

export interface TestHome {
  readonly home: string;
  readonly passphrase: string;
  readonly recoveryKey: string;
  /** Unlocked. */
  readonly room: Strongroom;
}

/** A passphrase vault with a recovery key, opened. */
export async function makeHome(onEnd: (work: () => Promise<void>) => void, change: Partial<Ports> = {}): Promise<TestHome> {
  const home = join(await temporaryFolder(onEnd), 'home');
  const passphrase = 'correct horse battery staple';
  const room = createStrongroom(testPorts(home, change));
  const { recoveryKey } = await room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false });
  if (recoveryKey === null) throw new Error('no recovery key');
  await room.unlock({ how: 'passphrase', passphrase });
  return { home, passphrase, recoveryKey, room };
}
