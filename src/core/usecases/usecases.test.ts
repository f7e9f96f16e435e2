import * as fs from 'node:fs/promises';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { issuerId, makeHome, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { homeFilesIn } from '../../platform/home-files.js';
import type { Ports } from '../../strongroom/inside/ports.js';
import { createKeyrack, type KeyrackPorts } from '../keyrack.js';

/** The use cases over a real strongroom in a home of its own; the clock stands still until told. */
async function openKeyrack(change: Partial<KeyrackPorts> = {}, room: Partial<Ports> = {}) {
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

async function filesOf(names: readonly string[]): Promise<readonly string[]> {
  const folder = await temporaryFolder(onTestFinished);
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, makeKey().applePem, { mode: 0o600 });
  return paths;
}
const itemsOf = (paths: readonly string[]) => paths.map((path) => ({ source: { from: 'file' as const, path }, issuerId }));

async function withKeys(...names: readonly string[]) {
  const opened = await openKeyrack();
  const paths = await filesOf(names.map((name) => `AuthKey_${name}.p8`));
  const { rows } = await opened.keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: itemsOf(paths) });
  expect(rows.map(({ error }) => error)).toEqual(names.map(() => null));
  return opened;
}

describe('the session', () => {
  test('a window that has not been unlocked yet answers E_LOCKED and asks nobody', async () => {
    const { keyrack, passphrase } = await openKeyrack();
    await keyrack.lock();
    await expect(keyrack.listOrganizations()).rejects.toMatchObject({ code: 'E_LOCKED' });
    await keyrack.unlock({ how: 'passphrase', passphrase });
    expect(await keyrack.listOrganizations()).toEqual([]);
  });

  test('the command line opens the vault by itself, once, however many use cases ask at once', async () => {
    let asked = 0;
    const { home, passphrase } = await makeHome(onTestFinished);
    const { testPorts } = await import('../../../tests/support/home.js');
    const { createStrongroom } = await import('../../strongroom/inside/strongroom.js');
    const ports = testPorts(home);
    const ask = async () => {
      asked += 1;
      return passphrase;
    };
    const strongroom = createStrongroom({ ...ports, secrets: { ...ports.secrets, ask } });
    const { keyrack } = await openKeyrack({ strongroom, unlocks: 'by-itself', interactive: true });
    await Promise.all([keyrack.listOrganizations(), keyrack.listKeys({ query: null, organization: null, trash: false })]);
    await keyrack.listOrganizations();
    expect(asked).toBe(1);
  });

  test('R-44 the same view is handed on while nothing has changed, and none once the vault is locked', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const view = await keyrack.session.view();
    expect(await keyrack.session.view()).toBe(view);
    await keyrack.addOrganization({ name: 'Borealis', issuerId: null, program: 'app-store' });
    expect((await keyrack.session.view()).revision).toBe(view.revision + 1);
    await keyrack.lock();
    await expect(keyrack.session.view()).rejects.toMatchObject({ code: 'E_LOCKED' });
  });

  test('R-41 the highest revision seen is noted, and never lowered', async () => {
    const { keyrack, stateFile } = await withKeys('AAAAAAAAA1');
    await keyrack.addOrganization({ name: 'Borealis', issuerId: null, program: 'app-store' });
    const { revision, vaultId } = keyrack.session.remembered ?? {};
    expect(await stateFile()).toMatchObject({ revision, vaultId });
    keyrack.state.update((before) => ({ ...before, revision: 900 }));
    await keyrack.listOrganizations();
    expect(await stateFile()).toMatchObject({ revision: 900 });
  });

  test('R-124 with state.json and activity.jsonl out of reach, keys are stored and tokens minted', async () => {
    const { keyrack, home } = await openKeyrack();
    for (const name of ['state.json', 'activity.jsonl']) await mkdir(join(home, name));
    const items = itemsOf(await filesOf(['AuthKey_AAAAAAAAA1.p8']));
    expect((await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items })).rows).toMatchObject([{ ok: true }]);
    expect((await keyrack.mintToken({ key: undefined, scope: null })).receipt.keyId).toBe('AAAAAAAAA1');
    await keyrack.settled();
  });
});

describe('what is known of an organization', () => {
  test('Team ID and vendor number are checked, tidied, listed and taken away again', async () => {
    const { keyrack } = await openKeyrack();
    await keyrack.addOrganization({
      name: 'Acme',
      issuerId: null,
      program: 'enterprise',
      teamId: ' "abcde12345" ',
      vendorNumber: '88012345',
    });
    expect(await keyrack.listOrganizations()).toMatchObject([{ program: 'enterprise', teamId: 'ABCDE12345', vendorNumber: '88012345' }]);
    const edit = (set: object) => keyrack.editOrganization({ organization: 'Acme', set });
    await expect(edit({ teamId: 'ABCDE1234' })).rejects.toMatchObject({ code: 'E_TEAM_FORMAT', message: expect.stringContaining('has 9') });
    await expect(edit({ teamId: '\u0410BCDE12345' })).rejects.toMatchObject({
      code: 'E_TEAM_FORMAT',
      message: expect.stringContaining('U+0410'),
    });
    await expect(edit({ vendorNumber: '8801234x' })).rejects.toMatchObject({
      code: 'E_VENDOR_FORMAT',
      message: expect.stringContaining('x'),
    });
    expect(await edit({ teamId: '', vendorNumber: null })).toMatchObject({ name: 'Acme', teamId: null, vendorNumber: null });
  });
});

describe('importing', () => {
  test('M-20, R-121 230 files are one save, and progress is told a file at a time', async () => {
    const { keyrack, room } = await openKeyrack();
    const before = (await room.read()).revision;
    const seen: number[] = [];
    const items = itemsOf(await filesOf(Array.from({ length: 230 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const { rows, stoppedBy } = await keyrack.importKeys({
      organization: 'Acme',
      program: 'app-store',
      items,
      onProgress: (done) => seen.push(done),
    });
    expect([rows.filter(({ ok }) => ok).length, stoppedBy]).toEqual([230, null]);
    expect((await room.read()).revision).toBe(before + 1);
    expect(seen).toEqual(Array.from({ length: 231 }, (_, n) => n));
  });

  test('R-121 cancelled between batches: what is stored stays and is said, the rest says that it was not', async () => {
    const { keyrack, room } = await openKeyrack();
    const stop = new AbortController();
    const items = itemsOf(await filesOf(Array.from({ length: 150 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const onProgress = (done: number) => done === 100 && stop.abort();
    const { rows, stoppedBy } = await keyrack.importKeys({
      organization: 'Acme',
      program: 'app-store',
      items,
      onProgress,
      signal: stop.signal,
    });
    expect(rows).toHaveLength(150);
    expect(rows.slice(0, 100).every(({ ok }) => ok)).toBe(true);
    expect(rows.slice(100).every(({ ok, error }) => !ok && error?.code === 'E_CANCELLED')).toBe(true);
    expect(stoppedBy?.code).toBe('E_CANCELLED');
    expect((await room.read()).keys).toHaveLength(100);
  });

  test('R-121 cancelled between two files: what was read is stored in one save, the rest is not and says so', async () => {
    const stop = new AbortController();
    let opened = 0;
    const disk = {
      ...fs,
      open: ((...how: Parameters<typeof fs.open>) => {
        if (String(how[0]).includes('AuthKey_')) opened += 1;
        if (opened === 130) stop.abort();
        return fs.open(...how);
      }) as typeof fs.open,
    };
    const { keyrack, room } = await openKeyrack({}, { disk });
    const before = (await room.read()).revision;
    const items = itemsOf(await filesOf(Array.from({ length: 300 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const { rows, stoppedBy } = await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items, signal: stop.signal });
    expect(rows.map(({ ok, error }) => (ok ? 'stored' : error?.code))).toEqual([
      ...Array(130).fill('stored'),
      ...Array(170).fill('E_CANCELLED'),
    ]);
    expect(stoppedBy?.code).toBe('E_CANCELLED');
    const { keys, revision } = await room.read();
    expect([keys.length, revision]).toEqual([130, before + 1]);
    // And the next import is not stopped by it.
    expect(
      (await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: items.slice(130) })).rows.every(({ ok }) => ok),
    ).toBe(true);
  });

  test('a file that is no key is refused by itself; the good ones stay', async () => {
    const { keyrack } = await openKeyrack();
    const paths = await filesOf(['AuthKey_AAAAAAAAA1.p8', 'AuthKey_AAAAAAAAA2.p8', 'AuthKey_AAAAAAAAA3.p8']);
    await writeFile(paths[1] ?? '', '<!doctype html><html></html>');
    const { rows } = await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: itemsOf(paths) });
    expect(rows.map(({ ok, file, error }) => [ok, file, error?.code ?? null])).toEqual([
      [true, paths[0], null],
      [false, paths[1], 'E_FILE_HTML'],
      [true, paths[2], null],
    ]);
  });

  test('an organization is found by whole name or id; an id that is gone never becomes a name', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const [acme] = await keyrack.listOrganizations();
    const items = itemsOf(await filesOf(['AuthKey_AAAAAAAAA2.p8']));
    await keyrack.importKeys({ organization: acme?.id ?? '', program: 'app-store', items });
    expect(await keyrack.listOrganizations()).toMatchObject([{ name: 'Acme', keys: 2 }]);
    const gone = '00000000-0000-4000-8000-000000000000';
    await expect(keyrack.importKeys({ organization: gone, program: 'app-store', items })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(keyrack.importKeys({ organization: 'a/b', program: 'app-store', items })).rejects.toMatchObject({ code: 'E_USAGE' });
  });
});

describe('keys', () => {
  test('a default key that was trashed is passed over, and is the default again after undo', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2', 'CCCCCCCCC3');
    await keyrack.editKey({ key: 'BBBBBBBBB2', default: true });
    const meant = async () => (await keyrack.whichKey({ key: 'Acme' })).keyId;
    expect(await meant()).toBe('BBBBBBBBB2');
    await keyrack.trashKey({ key: 'BBBBBBBBB2' });
    await expect(meant()).rejects.toMatchObject({ code: 'E_AMBIGUOUS' });
    await keyrack.undoTrash();
    expect(await meant()).toBe('BBBBBBBBB2');
  });

  test('the list can be searched by every word of name, organization, Key ID and Issuer ID', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await keyrack.editKey({ key: 'aaaaaaaaa1', name: 'CI uploads', roles: ['App Manager', 'developer', 'DEVELOPER'] });
    const find = async (query: string) => (await keyrack.listKeys({ query, organization: null, trash: false })).map(({ keyId }) => keyId);
    expect(await find('acme UPLOADS')).toEqual(['AAAAAAAAA1']);
    expect(await find(issuerId.slice(0, 8))).toEqual(['BBBBBBBBB2', 'AAAAAAAAA1']);
    expect(await find('bbbb ci')).toEqual([]);
    expect(await keyrack.showKey({ key: 'Acme/CI uploads' })).toMatchObject({ roles: ['APP_MANAGER', 'DEVELOPER'], default: false });
  });

  test('R-33 a removed key mints nothing and can be brought back, the last one first', async () => {
    const { keyrack, pass } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    for (const key of ['AAAAAAAAA1', 'BBBBBBBBB2']) {
      await keyrack.trashKey({ key });
      pass(1_000);
    }
    await expect(keyrack.mintToken({ key: 'AAAAAAAAA1', scope: null })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(keyrack.removeOrganization({ organization: 'Acme' })).rejects.toMatchObject({ code: 'E_ORG_NOT_EMPTY' });
    expect([(await keyrack.undoTrash()).keyId, (await keyrack.undoTrash()).keyId]).toEqual(['BBBBBBBBB2', 'AAAAAAAAA1']);
    await expect(keyrack.undoTrash()).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('nothing to change is a mistake in the request', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    await expect(keyrack.editKey({ key: 'AAAAAAAAA1' })).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(keyrack.editKey({ key: 'AAAAAAAAA1', roles: ['ADMIN; rm'] })).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('a default key is what its organization’s name means', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await expect(keyrack.whichKey({ key: 'acme' })).rejects.toMatchObject({ code: 'E_AMBIGUOUS' });
    await keyrack.editKey({ key: 'BBBBBBBBB2', default: true });
    expect(await keyrack.whichKey({ key: 'acme' })).toMatchObject({ keyId: 'BBBBBBBBB2', by: 'argument' });
  });
});

describe('tokens', () => {
  test('a copied token is on the clipboard and nowhere in the answer', async () => {
    const { keyrack, copied } = await withKeys('AAAAAAAAA1');
    const answer = await keyrack.copyToken({ key: undefined, scope: null, header: true });
    expect(copied).toEqual([expect.stringMatching(/^Authorization: Bearer [\w-]+\.[\w-]+\.[\w-]+$/)]);
    expect(JSON.stringify(answer)).not.toContain((copied[0] ?? '').split('.')[2]);
  });

  test('each use is remembered: the time beside the key, a line in the log', async () => {
    const { keyrack, stateFile, pass } = await withKeys('AAAAAAAAA1');
    pass(60_000);
    const { id } = await keyrack.mintToken({ key: undefined, scope: null });
    expect((await stateFile()).keys[id]).toEqual({ lastUsedAt: '2026-03-01T12:01:00.000Z' });
    expect(await keyrack.listKeys({ query: null, organization: null, trash: false })).toMatchObject([
      { lastUsedAt: '2026-03-01T12:01:00.000Z' },
    ]);
    const lines = await keyrack.activity({ key: 'acme', sinceSeconds: 30 });
    expect(lines).toEqual([
      {
        at: '2026-03-01T12:01:00.000Z',
        id,
        keyId: 'AAAAAAAAA1',
        organization: 'Acme',
        name: 'AAAAAAAAA1',
        what: 'token',
        outcome: 'ok',
        from: 'cli',
      },
    ]);
    expect(await keyrack.activity({ key: null, sinceSeconds: null })).toHaveLength(2);
  });

  test('a long-lived token comes with its warning, an ordinary one with none', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const scope = ['GET /v1/ciProducts'];
    const long = await keyrack.mintToken({ key: undefined, scope, lifetimeSeconds: 86_400 });
    expect(long.warnings).toMatchObject([{ code: 'W_LONG_LIVED' }]);
    expect(long.receipt.scope).toEqual(scope);
    expect((await keyrack.mintToken({ key: undefined, scope })).warnings).toEqual([]);
  });
});

test('R-33 several keys are purged at once; what was noted of them goes too, and “no” changes nothing', async () => {
  const { keyrack, stateFile } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2', 'CCCCCCCCC3');
  for (const key of ['AAAAAAAAA1', 'CCCCCCCCC3']) await keyrack.mintToken({ key, scope: null });
  const keys = ['AAAAAAAAA1', 'BBBBBBBBB2'];
  const before = await keyrack.session.view();
  await expect(keyrack.purgeKeys({ keys, confirm: async () => false })).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(await keyrack.session.view()).toEqual(before);
  const asked: string[] = [];
  const { keys: purged } = await keyrack.purgeKeys({
    keys,
    async confirm(all) {
      asked.push(...all.map(({ keyId }) => keyId));
      return true;
    },
  });
  expect(asked).toEqual(keys);
  expect((await keyrack.session.view()).keys.map(({ keyId }) => keyId)).toEqual(['CCCCCCCCC3']);
  const noted = (await stateFile()).keys;
  expect(purged.filter(({ id }) => id in noted)).toEqual([]);
  expect(Object.keys(noted)).toHaveLength(1);
});
