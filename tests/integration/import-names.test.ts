import { execFileSync } from 'node:child_process';
import { lstat, open, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

interface Told {
  readonly exit: number;
  readonly code?: string;
  readonly keyId?: string;
  readonly warnings?: readonly string[];
}
type Row = readonly [
  code: string,
  what: string,
  file: string,
  make: (path: string) => Promise<unknown>,
  flags: readonly string[],
  told: Told,
];

const key = (path: string) => writeFile(path, makeKey().applePem, { mode: 0o600 });
const sparse = async (path: string) => {
  const handle = await open(path, 'w');
  await handle.truncate(10 * 1024 ** 3);
  await handle.close();
};
const team = ['--issuer', issuerId];
const id = 'ABC123DEFG';
const stored: Told = { exit: 0, keyId: id, warnings: [] };
const swapped = { exit: 8, code: 'E_ISSUER_FORMAT' };

const rows: readonly Row[] = [
  ['B-43', 'a name of another Apple key', `SubscriptionKey_${id}.p8`, key, team, { exit: 0, keyId: id, warnings: ['W_NAME_OTHER_KEY'] }],
  ['B-43', 'the name of an individual key', `ApiKey_${id}.p8`, key, [], { exit: 0, keyId: id, warnings: ['W_NAME_INDIVIDUAL'] }],
  ['B-45', 'a second download', `AuthKey_${id} (1).p8`, key, team, stored],
  ['B-45', '.p8.txt', `AuthKey_${id}.p8.txt`, key, team, stored],
  ['B-45', '.P8', `AuthKey_${id}.P8`, key, team, stored],
  ['B-45', '.pem', `AuthKey_${id}.pem`, key, team, stored],
  ['B-45', 'no extension', `AuthKey_${id}`, key, team, stored],
  ['B-46', 'lower case, spaces and quotes', 'key.p8', key, [...team, '--key-id', ' "abc123defg" '], stored],
  ['B-46', 'nine characters', 'key.p8', key, [...team, '--key-id', 'ABC123DEF'], { exit: 8, code: 'E_KID_FORMAT' }],
  ['B-46', 'a Cyrillic look-alike', 'key.p8', key, [...team, '--key-id', 'АBC123DEFG'], { exit: 8, code: 'E_KID_FORMAT' }],
  ['B-47', 'braces and upper case', `AuthKey_${id}.p8`, key, ['--issuer', `{${issuerId.toUpperCase()}}`], stored],
  ['B-47', 'no dashes', `AuthKey_${id}.p8`, key, ['--issuer', issuerId.replaceAll('-', '')], stored],
  ['B-47', 'the Key ID as Issuer ID', `AuthKey_${id}.p8`, key, ['--issuer', id], swapped],
  ['B-53', 'ten gigabytes', `AuthKey_${id}.p8`, sparse, team, { exit: 8, code: 'E_FILE_TOO_BIG' }],
  ['B-55', 'a FIFO', `AuthKey_${id}.p8`, async (path) => execFileSync('mkfifo', [path]), team, { exit: 8, code: 'E_FILE_KIND' }],
  ['B-56', 'a link to nowhere', `AuthKey_${id}.p8`, (path) => symlink(`${path}.gone`, path), team, { exit: 8, code: 'E_FILE_LINK' }],
  ['B-56', 'a circle of links', `AuthKey_${id}.p8`, (path) => symlink(path, path), team, { exit: 8, code: 'E_FILE_LINK' }],
];

test.for(rows)('%s %s: the answer, the exit code, and the source as it was', async ([, , file, make, flags, told]) => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const path = join(await temporaryFolder(onTestFinished), file);
  await make(path);
  const before = await lstat(path);
  const { code, out } = await keyrack(['import', path, '--org', 'Acme', ...flags, '--json'], {
    KEYRACK_HOME: home,
    KEYRACK_IDENTITY: recoveryKey,
  });
  const [row] = JSON.parse(out);
  expect({ exit: code, code: row.error?.code, keyId: row.error ? undefined : row.keyId }).toEqual({
    exit: told.exit,
    code: told.code,
    keyId: told.keyId,
  });
  expect(row.warnings.map((one: { code: string }) => one.code)).toEqual(told.warnings ?? []);
  const { ino, size, mode, mtimeMs } = await lstat(path);
  expect({ ino, size, mode, mtimeMs }).toEqual({ ino: before.ino, size: before.size, mode: before.mode, mtimeMs: before.mtimeMs });
});

test('B-54 a folder, B-55 a device: refused with exit 8, and nobody waits', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  for (const path of [await temporaryFolder(onTestFinished), '/dev/zero', '/dev/tty']) {
    const { code, out } = await keyrack(['import', path, '--org', 'Acme', ...team, '--json'], {
      KEYRACK_HOME: home,
      KEYRACK_IDENTITY: recoveryKey,
    });
    expect([code, JSON.parse(out)[0].error.code], path).toEqual([8, 'E_FILE_KIND']);
  }
});
