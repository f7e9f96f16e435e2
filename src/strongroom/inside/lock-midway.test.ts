import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, makeHome, temporaryFolder, testPorts } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { createStrongroom } from './strongroom.js';

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

/** An open vault whose work stands still at a step until it is told to go on. */
async function stoppedAt(home: string, passphrase: string, name: string) {
  let go = () => {};
  const going = new Promise<void>((done) => {
    go = done;
  });
  let reach = () => {};
  const reached = new Promise<void>((done) => {
    reach = done;
  });
  const step = async (at: string) => {
    if (at !== name) return;
    reach();
    await going;
  };
  const room = createStrongroom(testPorts(home, { step }));
  await room.unlock({ how: 'passphrase', passphrase });
  return { room, reached, go };
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

test('S-07 locked in the middle of unlocking: it stays locked', async () => {
  const { room, passphrase } = await homeWithKey();
  await room.lock();
  const unlocking = room.unlock({ how: 'passphrase', passphrase });
  await room.lock();
  await expect(unlocking).rejects.toMatchObject({ code: 'E_LOCKED' });
  await expect(room.read()).rejects.toMatchObject({ code: 'E_LOCKED' });
  expect((await room.status()).unlocked).toBe(false);
});

test('S-07 locked in the middle of a new identity: it is made, and the vault stays locked', async () => {
  const { home, room, passphrase } = await homeWithKey();
  const until = await stoppedAt(home, passphrase, 'reseal-new:start');
  const another = 'seven green kettles whistle';
  const changing = until.room.changeUnlock({
    unlock: 'passphrase',
    passphrase: another,
    current: passphrase,
    rotate: true,
    recovery: false,
    interactive: false,
  });
  await until.reached;
  await until.room.lock();
  until.go();
  await changing;
  expect((await until.room.status()).unlocked).toBe(false);
  await expect(until.room.read()).rejects.toMatchObject({ code: 'E_LOCKED' });
  await room.unlock({ how: 'passphrase', passphrase: another });
});

test('S-01 an open vault is not opened again by an identity that does not open it', async () => {
  const { room, id } = await homeWithKey();
  await room.read();
  const identity = await generateX25519Identity();
  await expect(room.unlock({ how: 'identity', identity })).rejects.toMatchObject({ code: 'E_IDENTITY_WRONG' });
  expect((await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null })).token).toMatch(/^ey/);
});

test('S-07 locked in the middle of an import: what was stored is said, and the vault stays locked', async () => {
  const { home, id, passphrase } = await homeWithKey();
  const path = join(await temporaryFolder(onTestFinished), 'AuthKey_8KQ2V7NT5D.p8');
  await writeFile(path, makeKey().applePem, { mode: 0o600 });
  const until = await stoppedAt(home, passphrase, 'save:committed');
  const importing = until.room.importKeys({
    organization: { name: 'Acme', program: 'app-store' },
    items: [{ source: { from: 'file', path }, issuerId }],
    at: new Date().toISOString(),
  });
  await until.reached;
  await until.room.lock();
  until.go();
  const { rows } = await importing;
  expect(rows).toMatchObject([{ ok: true, keyId: '8KQ2V7NT5D' }]);
  await expect(until.room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null })).rejects.toMatchObject({ code: 'E_LOCKED' });
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
