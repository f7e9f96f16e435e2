import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bin, keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey, type TestKey } from '../support/keys.js';
import { ctrlC, onTerminal } from '../support/pty.js';
import { contentsOf } from '../support/tools-home.js';

async function folderOf(keys: readonly (readonly [keyId: string, key: TestKey])[], onEnd: (work: () => Promise<void>) => void) {
  const folder = await temporaryFolder(onEnd);
  for (const [keyId, key] of keys) await writeFile(join(folder, `AuthKey_${keyId}.p8`), key.applePem, { mode: 0o600 });
  return folder;
}
async function vault() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  return { room, env: { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, HOME: home } };
}
type Answers = Parameters<typeof onTerminal>[1];
const importing = (folder: string, flags: readonly string[], answers: Answers, env: Readonly<Record<string, string>>) =>
  onTerminal([process.execPath, bin, 'import', '--from', folder, '--org', 'Acme', '--issuer', issuerId, ...flags], answers, env);

describe('a thousand files', () => {
  const keys = Array.from({ length: 1_000 }, (_, n) => [`K${String(n).padStart(9, '0')}`, makeKey()] as const);
  const ends: (() => Promise<void>)[] = [];
  let folder = '';
  let before: readonly string[] = [];
  beforeAll(async () => {
    folder = await folderOf(keys, (work) => void ends.push(work));
    before = await contentsOf(folder);
    return async () => {
      for (const end of ends) await end();
    };
  });

  test('M-20, R-121 every one is stored in one save, with progress a file at a time and a summary; nothing of the folder is changed', async () => {
    const { room, env } = await vault();
    const { revision } = await room.read();
    const { code, text } = await importing(folder, ['--yes'], [], env);
    expect(code).toBe(0);
    expect(text).toContain('Importing 137 of 1000');
    expect(text).toContain('1000 files: 1000 stored.');
    const view = await room.read();
    expect(view.revision).toBe(revision + 1);
    expect(new Map(view.keys.map(({ keyId, fingerprint }) => [keyId, fingerprint]))).toEqual(
      new Map(keys.map(([keyId, { fingerprint }]) => [keyId, fingerprint])),
    );
    expect(await contentsOf(folder)).toEqual(before);
  });

  test('R-121 Ctrl-C in the middle: what was read is stored, the rest is not and is counted; exit 1, and nothing of the folder is changed', async () => {
    const { room, env } = await vault();
    const { revision } = await room.read();
    const { code, text } = await importing(folder, ['--yes'], [['Importing 137 of 1000', ctrlC]], env);
    expect(code).toBe(1);
    expect(text).toContain('E_CANCELLED');
    const [, stored, cancelled] = (/1000 files: (\d+) stored, (\d+) cancelled and not stored\./.exec(text) ?? []).map(Number);
    const view = await room.read();
    expect([view.keys.length, view.keys.length + (cancelled ?? 0)]).toEqual([stored, 1_000]);
    // Whatever was told as read is kept, and so is the file that was under way.
    expect(view.keys.length).toBeGreaterThanOrEqual(137);
    expect(view.keys.length).toBeLessThan(1_000);
    expect(view.keys.map(({ keyId }) => keyId).sort()).toEqual(keys.slice(0, view.keys.length).map(([keyId]) => keyId));
    expect(view.revision).toBe(revision + 1);
    expect(await contentsOf(folder)).toEqual(before);
  });
});

test('B-61 on a terminal the table is shown first: “n” stores nothing, rows by number store those', async () => {
  const { room, env } = await vault();
  const folder = await folderOf(
    [1, 2, 3].map((n) => [`ABC123DEF${n}`, makeKey()]),
    onTestFinished,
  );
  const no = await importing(folder, [], [['Import 3 of 3?', 'n']], env);
  expect([no.code, (await room.read()).keys]).toEqual([1, []]);
  expect(no.text).toMatch(/ROW +FROM +KEY ID[\s\S]*1 .*ABC123DEF1 +Acme +new[\s\S]*Import 3 of 3\?[\s\S]*E_CANCELLED/);
  const some = await importing(folder, [], [['Import 3 of 3?', '1,3']], env);
  expect(some.code).toBe(0);
  expect((await room.read()).keys.map(({ keyId }) => keyId)).toEqual(['ABC123DEF1', 'ABC123DEF3']);
});

test('B-50, B-51 a preview names both sides of a conflict and does not pick it; --yes passes it by and says so, --keep-both takes it', async () => {
  const { room, env } = await vault();
  const [one, two] = [makeKey(), makeKey()];
  const stored = await folderOf(
    [
      ['ABC123DEF1', one],
      ['ABC123DEF2', two],
    ],
    onTestFinished,
  );
  await importing(stored, ['--yes'], [], env);
  const folder = await folderOf(
    [
      ['ABC123DEF2', makeKey()],
      ['NEWONE1234', makeKey()],
      ['OTHER12345', one],
    ],
    onTestFinished,
  );
  const { out } = await keyrack(['import', '--from', folder, '--preview', '--json'], env);
  expect(JSON.parse(out)).toMatchObject([
    { keyId: 'ABC123DEF2', state: 'conflict', error: { code: 'E_KEY_CONFLICT', message: expect.stringContaining('Acme / ABC123DEF2') } },
    { keyId: 'NEWONE1234', state: 'new', error: null },
    {
      keyId: 'OTHER12345',
      state: 'conflict',
      error: { message: 'Acme / ABC123DEF1 holds this private key under the Key ID ABC123DEF1, not OTHER12345.' },
    },
  ]);
  const asked = await importing(folder, [], [['Import 1 of 3?', 'n']], env);
  expect(asked.text).toContain('conflict: Acme / ABC123DEF1 holds this private key');
  const { code, text } = await importing(folder, ['--yes'], [], env);
  expect([code, (await room.read()).keys.length]).toEqual([0, 3]);
  expect(text).toMatch(/AuthKey_OTHER12345\.p8: not imported: Acme \/ ABC123DEF1 holds .*E_KEY_CONFLICT/);
  expect((await importing(folder, ['--yes', '--keep-both'], [], env)).code).toBe(0);
  expect((await room.read()).keys.map(({ keyId }) => keyId).sort()).toEqual([
    'ABC123DEF1',
    'ABC123DEF2',
    'ABC123DEF2',
    'NEWONE1234',
    'OTHER12345',
  ]);
});
