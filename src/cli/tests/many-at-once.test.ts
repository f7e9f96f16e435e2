import * as fs from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, vaultWithKeys } from '../../../tests/support/backup.js';
import { cliIn, withKeys } from '../../../tests/support/command-line.js';
import { issuerId, makeHome, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import type { Disk } from '../../strongroom/inside/ports.js';

test('M-20, R-121 a hundred and four keys of a backup are restored in one save, told as they are proven; again, none is', {
  timeout: 120_000,
}, async () => {
  const { room, path, keys } = await vaultWithKeys(onTestFinished, 104);
  await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  const second = await makeHome(onTestFinished);
  const { revision } = await second.room.read();
  const restore = () =>
    cliIn(second.home, second.passphrase)(['restore', path, '--yes'], { tty: true, secrets: { backupPassphrase: () => backupPassphrase } });
  const { code, err } = await restore();
  expect(code).toBe(0);
  for (const told of ['64 of 104', '104 of 104']) expect(err).toContain(told);
  const view = await second.room.read();
  expect([view.revision, view.keys.map(({ id }) => id).sort()]).toEqual([revision + 1, keys.map(({ id }) => id).sort()]);
  expect([(await restore()).code, (await second.room.read()).revision]).toEqual([0, revision + 1]);
});

test('M-20 a JSON of many keys is opened once to be shown and once to be stored, not once a key', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const path = join(folder, 'keys.json');
  const keys = Array.from({ length: 40 }, (_, n) => ({
    key_id: `ROW${String(n).padStart(7, '0')}`,
    issuer_id: issuerId,
    key: makeKey().applePem,
  }));
  await writeFile(path, JSON.stringify(keys), { mode: 0o600 });
  let opened = 0;
  const open: Disk['open'] = (...how) => {
    if (how[0] === path) opened += 1;
    return fs.open(...how);
  };
  const { cli } = await withKeys();
  const { code, out } = await cli(['import', '--from', path, '--yes', '--json'], { ports: { disk: { ...fs, open } } });
  expect([code, JSON.parse(out).filter(({ ok }: { ok: boolean }) => ok).length, opened]).toEqual([0, 40, 2]);
});
