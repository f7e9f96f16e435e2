import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { KeyrackError } from '../../src/shared/errors/index.js';
import type { ImportItem } from '../../src/strongroom/client/contract.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { chooseCopy } from '../../src/strongroom/inside/vault/choose-copy.js';
import { readAll, readGeneration } from '../../src/strongroom/inside/vault/generations.js';
import { issuerId, makeHome, type TestHome, temporaryFolder, testPorts } from './home.js';
import { makeKey } from './keys.js';
import { sampled } from './long.js';

/** Their names too: a key is named by its Key ID until it is given one. */
export const threeKeys = ['AAAAAAAAA1', 'AAAAAAAAA2', 'AAAAAAAAA3'];

type OnEnd = (work: () => Promise<void>) => void;

/** A home with three keys in each of its generations. */
export async function homeWithThreeKeys(onEnd: OnEnd): Promise<TestHome> {
  const made = await makeHome(onEnd);
  const folder = await temporaryFolder(onEnd);
  const items: ImportItem[] = [];
  for (const keyId of threeKeys) {
    const path = join(folder, `AuthKey_${keyId}.p8`);
    await writeFile(path, makeKey().applePem, { mode: 0o600 });
    items.push({ source: { from: 'file', path }, issuerId });
  }
  const { rows } = await made.room.importKeys({
    organization: { name: 'Acme', program: 'app-store' },
    items,
    at: '2026-01-01T00:00:00.000Z',
  });
  const [first] = rows;
  for (let n = 0; n < 4; n += 1)
    await made.room.change({ do: 'edit-key', id: first?.id ?? '', set: { roles: n % 2 === 0 ? ['ADMIN'] : [] } });
  return made;
}

/** `bytes`, each of its bytes flipped by one bit in turn, then cut off before each of its bytes. */
export function* spoilt(bytes: Buffer): Generator<readonly [string, Buffer]> {
  for (let n = 0; n < bytes.length; n += 1) {
    const bad = Buffer.from(bytes);
    bad[n] = (bad[n] ?? 0) ^ 1;
    yield [`flipped at ${n}`, bad];
  }
  for (let n = 0; n < bytes.length; n += 1) yield [`cut off at ${n}`, bytes.subarray(0, n)];
}

const clock = { now: () => Date.now(), monotonic: () => performance.now(), wait: async () => undefined };

/** What whoever opens this home finds; a KeyrackError's code where it does not open. Anything else is thrown. */
export async function look(home: string, by: { readonly identity: string } | { readonly passphrase: string }) {
  const room = createStrongroom(testPorts(home, { clock }));
  try {
    const view = await room.unlock('identity' in by ? { how: 'identity', ...by } : { how: 'passphrase', ...by });
    return {
      keys: view.keys.map(({ name }) => name),
      readOnly: view.health.readOnly,
      warnings: view.health.warnings.map(({ code }) => code),
    };
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    return { code: error.code };
  }
}

/**
 * What a reader decides once one file is another: as `look`, by the same steps, without waiting to see whether a writer is at work,
 * and without opening the files again that are as they were.
 */
export async function decider(home: string, file: string, identity: string) {
  const ports = testPorts(home);
  const all = await readAll(ports, identity);
  return async () => {
    const now = await readGeneration(ports, file, identity);
    try {
      const { document, health } = chooseCopy(
        all.map((one) => (one.file === file ? now : one)),
        0,
      );
      return {
        keys: document.keys.map(({ name }) => name),
        readOnly: health.readOnly,
        warnings: health.warnings.map(({ code }) => code),
      };
    } catch (error) {
      if (!(error instanceof KeyrackError)) throw error;
      return { code: error.code };
    }
  };
}

/** Spoils one file in every way (verify: in a sample of them) and asks `check` after each; the file is as it was afterwards. */
export async function inEveryWay(path: string, check: (how: string, bad: Buffer, n: number) => Promise<void>): Promise<void> {
  const good = await readFile(path);
  let n = 0;
  for (const [how, bad] of sampled([...spoilt(good)], 5, basename(path))) {
    await writeFile(path, bad);
    await check(how, bad, n);
    n += 1;
  }
  await writeFile(path, good);
}
