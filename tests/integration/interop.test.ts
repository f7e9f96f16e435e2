import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { recoveryText } from '../../src/main/words.js';
import { generationFiles } from '../../src/strongroom/inside/vault/generations.js';
import { openIdentityFile } from '../../src/strongroom/inside/ways-in/unlock.js';
import { othersVerify } from '../support/elsewhere.js';
import { issuerId, makeHome, temporaryFolder, testPorts } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { onTerminal } from '../support/pty.js';

const run = promisify(execFile);

async function homeWithKey() {
  const made = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const key = makeKey();
  const path = join(folder, 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, key.applePem, { mode: 0o600 });
  const { rows } = await made.room.importKeys({
    organization: { name: 'Acme', program: 'app-store' },
    items: [{ source: { from: 'file', path }, issuerId }],
    at: new Date().toISOString(),
  });
  const id = rows[0]?.id;
  if (!id) throw new Error('not stored');
  return { ...made, folder, key, id };
}

test('S-04 Debian’s age opens the vault with the recovery key as the window saves it, and the private key is in it, whole', async () => {
  const { home, folder, recoveryKey, key } = await homeWithKey();
  const identity = join(folder, 'recovery-key.txt');
  await writeFile(identity, recoveryText(recoveryKey), { mode: 0o600 });
  const { stdout } = await run('age', ['-d', '-i', identity, join(home, 'vault.age')]);
  const vault = JSON.parse(stdout);
  expect(vault).toMatchObject({ format: 'keyrack-vault', version: 1, keys: [{ keyId: '2X9R4HXF34', fingerprint: key.fingerprint }] });
  const pem = join(folder, 'out.pem');
  await writeFile(pem, vault.keys[0].privateKey, { mode: 0o600 });
  const { stdout: publicPem } = await run('openssl', ['pkey', '-in', pem, '-pubout']);
  expect(publicPem).toBe(key.publicKey.export({ type: 'spki', format: 'pem' }));
});

test('S-05 Debian’s age opens no generation with an identity that was rotated away, and every one with the new recovery key', async () => {
  const { home, room, passphrase, folder, recoveryKey: old, id } = await homeWithKey();
  for (let n = 0; n < 4; n += 1) await room.change({ do: 'edit-key', id, set: { name: `Name ${n}` } });
  const { identity: device } = await openIdentityFile(testPorts(home), passphrase);
  const opens = async (identity: string) => {
    const file = join(folder, 'identity.txt');
    await writeFile(file, `${identity}\n`, { mode: 0o600 });
    const opened: string[] = [];
    for (const name of generationFiles) {
      const { stdout, code } = await run('age', ['-d', '-i', file, join(home, name)]).then(
        (done) => ({ ...done, code: 0 }),
        (error: { code: number; stdout: string }) => error,
      );
      if (code === 0) opened.push(name);
      else expect(stdout).toBe('');
    }
    return opened;
  };
  for (const identity of [old, device]) expect(await opens(identity)).toEqual(generationFiles);
  const { recoveryKey } = await room.offerRecovery({ for: 'itself', passphrase, interactive: false });
  await room.adoptRecovery();
  const { identity: next } = await openIdentityFile(testPorts(home), passphrase);
  for (const identity of [recoveryKey, next]) expect(await opens(identity)).toEqual(generationFiles);
  for (const gone of [old, device]) expect(await opens(gone)).toEqual([]);
  await room.changeUnlock({ unlock: 'passphrase', rotate: true, recovery: false, passphrase, interactive: false });
  expect(await opens(next)).toEqual([]);
  expect(await opens(recoveryKey)).toEqual(generationFiles);
});

test('M-5 Debian’s age opens identity and backup when a person types what was given decomposed, as a Mac’s files have it', async () => {
  const typed = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e';
  const { home, room, passphrase, folder } = await homeWithKey();
  const given = typed.normalize('NFD');
  await room.changeUnlock({
    unlock: 'passphrase',
    rotate: false,
    recovery: false,
    current: passphrase,
    passphrase: given,
    interactive: false,
  });
  const path = join(folder, 'backup.age');
  await room.backup({ path, passphrase: given, leaveOut: [], interactive: false });
  const opened = join(folder, 'opened');
  for (const [sealed, holds] of [
    [join(home, 'identity.age'), 'AGE-SECRET-KEY-1'],
    [path, 'AuthKey_2X9R4HXF34.p8'],
  ] as const) {
    const { code, text } = await onTerminal(['age', '-d', '-o', opened, sealed], [['passphrase', typed]]);
    expect(text).not.toContain('error');
    expect(code).toBe(0);
    expect(await readFile(opened, 'latin1')).toContain(holds);
  }
});

test('openssl and jsonwebtoken verify our tokens, and not by another key', async () => {
  const { room, id, key } = await homeWithKey();
  const { token } = await room.sign({ id, nowMs: null, lifetimeSeconds: 1_200, scope: null });
  const publicPem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(() => othersVerify(token, publicPem)).not.toThrow();
  expect(() => othersVerify(token, makeKey().publicKey.export({ type: 'spki', format: 'pem' }).toString())).toThrow();
});

test('the home holds no key in the clear', async () => {
  const { home, key } = await homeWithKey();
  const sealed = await readFile(join(home, 'vault.age'));
  expect(sealed.includes(Buffer.from('2X9R4HXF34'))).toBe(false);
  expect(sealed.includes(Buffer.from(key.applePem.split('\n')[1] ?? 'none'))).toBe(false);
});
