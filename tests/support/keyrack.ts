import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createKeyrack, type KeyrackPorts } from '../../src/core/keyrack.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import type { Ports } from '../../src/strongroom/inside/ports.js';
import { issuerId, makeHome, temporaryFolder } from './home.js';
import { makeKey } from './keys.js';

/** The use cases over a real strongroom in a home of its own; the clock stands still until told. */
export async function openKeyrack(change: Partial<KeyrackPorts> = {}, room: Partial<Ports> = {}) {
  const made = await makeHome(onTestFinished, room);
  const copied: string[] = [];
  let now = Date.parse('2026-03-01T12:00:00Z');
  const unused = async (): Promise<never> => {
    throw new Error('nothing here goes to the network');
  };
  const keyrack = createKeyrack({
    strongroom: made.room,
    clock: { now: () => now, monotonic: () => now, uptime: () => now, wait: async () => undefined },
    http: unused,
    clipboard: async () => ({ write: async (text) => void copied.push(text), read: async () => copied.at(-1) ?? '' }),
    homeFiles: homeFilesIn(made.home),
    folders: { nearestBinding: async () => null },
    machine: unused,
    cwd: '/',
    defaultSelector: null,
    apiUrl: null,
    interactive: false,
    packaged: false,
    unlocks: 'when-told',
    from: 'cli',
    ...change,
  });
  // State and activity are written behind the answer: the home is removed only after them.
  onTestFinished(() => keyrack.settled());
  const pass = (ms: number) => {
    now += ms;
  };
  const stateFile = async () => {
    await keyrack.settled();
    return JSON.parse(await readFile(join(made.home, 'state.json'), 'utf8'));
  };
  return { ...made, keyrack, copied, pass, stateFile };
}

export async function filesOf(names: readonly string[]): Promise<readonly string[]> {
  const folder = await temporaryFolder(onTestFinished);
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, makeKey().applePem, { mode: 0o600 });
  return paths;
}
export const itemsOf = (paths: readonly string[]) => paths.map((path) => ({ source: { from: 'file' as const, path }, issuerId }));

export async function withKeys(...names: readonly string[]) {
  const opened = await openKeyrack();
  const paths = await filesOf(names.map((name) => `AuthKey_${name}.p8`));
  const { rows } = await opened.keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: itemsOf(paths) });
  expect(rows.map(({ error }) => error)).toEqual(names.map(() => null));
  return opened;
}
