import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, makeHome, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';

async function homeWithKey() {
  const made = await makeHome(onTestFinished);
  const path = join(await temporaryFolder(onTestFinished), 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, makeKey().applePem, { mode: 0o600 });
  const { rows } = await made.room.importKeys({
    organization: { name: 'Acme', program: 'app-store' },
    items: [{ source: { from: 'file', path }, issuerId }],
    at: new Date().toISOString(),
  });
  return { ...made, id: rows[0]?.id ?? '' };
}

test('S-07 locked in the middle of signing: each call ends with a token or with E_LOCKED, and the next one is E_LOCKED', async () => {
  const { room, id } = await homeWithKey();
  const request = { id, nowMs: null, lifetimeSeconds: 60, scope: null };
  const under = Array.from({ length: 50 }, () =>
    room.sign(request).then(
      ({ token }) => (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? 'token' : token),
      ({ code }) => code,
    ),
  );
  await room.lock();
  const ends = new Set(await Promise.all(under));
  expect([...ends].filter((end) => end !== 'token' && end !== 'E_LOCKED')).toEqual([]);
  await expect(room.sign(request)).rejects.toMatchObject({ code: 'E_LOCKED' });
  await expect(room.read()).rejects.toMatchObject({ code: 'E_LOCKED' });
});

test.each([
  ['the folder', '.', 0o755, 0o700],
  ['the vault', 'vault.age', 0o644, 0o600],
  ['an older revision', 'vault.age.2', 0o640, 0o600],
])('R-34 %s open to others is tightened when the vault is opened, and that is said once', async (_what, name, wide, tight) => {
  const { home, room, passphrase } = await homeWithKey();
  await chmod(join(home, name), wide);
  const warned = async () => (await room.unlock({ how: 'passphrase', passphrase })).health.warnings.map(({ code }) => code);
  expect(await warned()).toEqual(['W_PERMISSIONS']);
  expect((await stat(join(home, name))).mode & 0o777).toBe(tight);
  expect(await warned()).toEqual([]);
});
