import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initSteps } from '../../src/strongroom/inside/home/init.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { rewriteSteps } from '../../src/strongroom/inside/vault/rewrite.js';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { crashed as run } from '../support/crash.js';
import { holdersOf } from '../support/generations.js';
import { keychainIn, makeHome, storeKey, temporaryFolder, testPorts } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { many } from '../support/long.js';

const passphrase = 'correct horse battery staple';

test.for([...saveSteps, 'import:saved', 'import:verified'])(
  'R-32 killed at %s of an import: the key is in the vault, or nothing was called stored; the file is untouched',
  async (step) => {
    const { home } = await makeHome(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    const key = makeKey();
    const path = join(folder, 'AuthKey_2X9R4HXF34.p8');
    await writeFile(path, key.applePem, { mode: 0o600 });
    const { out, signal } = await run('import', home, step, passphrase, path);
    expect(signal).toBe('SIGKILL');
    expect(await readFile(path, 'utf8')).toBe(key.applePem);
    const room = createStrongroom(testPorts(home));
    const { keys, health } = await room.unlock({ how: 'passphrase', passphrase });
    expect(health.readOnly).toBeNull();
    if (out.includes('stored')) expect(keys).toHaveLength(1);
    for (const { id } of keys) expect((await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null })).token).toMatch(/^ey/);
    // The dead process's lock does not keep the next one out, and the import can simply be done again.
    const again = await room.importKeys({
      organization: { name: 'Acme', program: 'app-store' },
      items: [{ source: { from: 'file', path }, issuerId: '57246542-96fe-1a63-e053-0824d011072a' }],
      at: new Date().toISOString(),
    });
    expect(again.rows).toMatchObject([{ ok: true, error: null }]);
    expect(again.view.keys).toHaveLength(1);
  },
);

test.for([...initSteps, ...saveSteps.filter((step) => !step.includes('rotated'))])(
  'S-09 killed at %s of init: the home opens, or init starts over',
  async (step) => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    expect((await run('init', home, step, passphrase)).signal).toBe('SIGKILL');
    const room = createStrongroom(testPorts(home));
    const made = await room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false }).catch((error) => error);
    // Only where all was done but saying so.
    expect(made.code).toBe(step === 'init:done' ? 'E_VAULT_EXISTS' : undefined);
    if (made.recoveryKey)
      expect(await room.verifyRecovery({ key: made.recoveryKey, interactive: false })).toMatchObject({ is: 'recovery' });
    const { keys } = await room.unlock({ how: 'passphrase', passphrase });
    expect(keys).toEqual([]);
    expect((await readdir(home)).filter((name) => name === 'lock')).toEqual([]);
  },
);

test.for([...initSteps, ...saveSteps.filter((step) => !step.includes('rotated'))])(
  'S-09 killed at %s of init with a keychain: the home opens by it, or init starts over',
  async (step) => {
    const folder = await temporaryFolder(onTestFinished);
    const [home, file] = [join(folder, 'home'), join(folder, 'keychain.json')];
    expect((await run('init-keychain', home, step, '', file)).signal).toBe('SIGKILL');
    const room = createStrongroom(testPorts(home, { keychain: keychainIn(file) }));
    const made = await room.init({ unlock: 'keychain', recovery: true, interactive: false }).catch((error) => error);
    // Only where all was done but saying so.
    expect(made.code).toBe(step === 'init:done' ? 'E_VAULT_EXISTS' : undefined);
    if (made.recoveryKey)
      expect(await room.verifyRecovery({ key: made.recoveryKey, interactive: false })).toMatchObject({ is: 'recovery' });
    const { keys } = await room.unlock({ how: 'any', interactive: false });
    expect(keys).toEqual([]);
    expect((await readdir(home)).filter((name) => name === 'lock')).toEqual([]);
  },
);

test.for([...rewriteSteps('purge'), ...saveSteps.filter((step) => !step.includes('rotated'))])(
  'R-33 killed at %s of a purge: the other key signs, and the purge can be asked for again until no generation holds the key',
  async (step) => {
    const { home, room: before, recoveryKey } = await makeHome(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    const kept = await storeKey(before, folder, 'KEPT000001');
    const gone = await storeKey(before, folder, 'GONE000001');
    for (let n = 0; n < 4; n += 1) await before.change({ do: 'edit-key', id: kept, set: { name: `Name ${n}` } });
    expect(await run('purge', home, step, passphrase, gone)).toMatchObject({ signal: 'SIGKILL', out: '' });
    const room = createStrongroom(testPorts(home));
    const { health } = await room.unlock({ how: 'passphrase', passphrase });
    expect(health.readOnly).toBeNull();
    await room.sign({ id: kept, nowMs: null, lifetimeSeconds: 60, scope: null });
    const left = await holdersOf(home, recoveryKey, gone);
    // In vault.age, or nowhere but in its spare copy: whoever asked can ask again, and any change at all replaces that copy.
    if (left.length > 0 && !left.includes('vault.age')) expect(left).toEqual(['vault.age.1']);
    if (left.length > 0) await room.purge({ ids: [gone], mayDelete: (await room.leftovers()).unopened });
    expect(await holdersOf(home, recoveryKey, gone)).toEqual([]);
    expect((await readdir(home)).filter((name) => name.endsWith('.tmp') && !name.startsWith('lock'))).toEqual([]);
    await room.sign({ id: kept, nowMs: null, lifetimeSeconds: 60, scope: null });
  },
);

test('R-41 two processes, hundreds of changes each: all are there, and revisions strictly rise', async () => {
  const { home, room } = await makeHome(onTestFinished);
  const each = many(150, 500);
  const both = await Promise.all([1, 2].map(() => run('many', home, '', passphrase, String(each))));
  for (const { out, code } of both) {
    expect(code).toBe(0);
    const revisions = out.trim().split('\n').slice(0, -1).map(Number);
    expect(revisions).toHaveLength(each);
    expect(revisions.every((revision, n) => n === 0 || revision > (revisions[n - 1] ?? 0))).toBe(true);
  }
  const { organizations, revision } = await room.read();
  expect(organizations).toHaveLength(2 * each);
  expect(revision).toBe(2 * each + 1);
});
