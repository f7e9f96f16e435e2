import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, temporaryFolder } from '../../../tests/support/home.js';
import { openKeyrack } from '../../../tests/support/keyrack.js';
import { makeKey } from '../../../tests/support/keys.js';

async function keyrackWith(...keyIds: readonly string[]) {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock = { now: () => (now += 1_000), monotonic: () => now, uptime: () => now, wait: async () => undefined };
  const { keyrack, ...made } = await openKeyrack({ clock });
  const folder = await temporaryFolder(onTestFinished);
  const importKey = async (keyId: string, organization = 'Acme') => {
    const path = join(folder, `AuthKey_${keyId}.p8`);
    await writeFile(path, makeKey().applePem, { mode: 0o600 });
    const items = [{ source: { from: 'file' as const, path }, issuerId }];
    return keyrack.importKeys({ organization, program: 'app-store', items });
  };
  for (const keyId of keyIds) await importKey(keyId);
  const ids = new Map((await keyrack.session.view()).keys.map(({ keyId, id }) => [id, keyId]));
  /** What the last deed was written down as: verb, Key ID, outcome. */
  let seen = 0;
  const news = async () => {
    await keyrack.settled();
    const text = await readFile(join(made.home, 'activity.jsonl'), 'utf8').catch(() => '');
    const lines = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { what: string; keyId: string | null; outcome: string });
    const fresh = lines
      .slice(seen)
      .map(({ what, keyId, outcome }) => `${what} ${keyId === null ? 'no key' : (ids.get(keyId) ?? 'a new key')}: ${outcome}`);
    seen = lines.length;
    return fresh;
  };
  await news();
  return { ...made, keyrack, folder, importKey, news };
}

test('what is done to keys is written down, each by its word, for the key it was done to', async () => {
  const { keyrack, importKey, news } = await keyrackWith('AAAAAAAAA1', 'BBBBBBBBB2');
  const noted: Record<string, readonly string[]> = {};
  const deed = async (name: string, work: () => Promise<unknown>) => {
    await work();
    noted[name] = await news();
  };
  await deed('import', () => importKey('CCCCCCCCC3', 'Borealis'));
  await deed('rename', () => keyrack.editKey({ key: 'AAAAAAAAA1', name: 'CI' }));
  await deed('token', () => keyrack.mintToken({ key: 'AAAAAAAAA1', scope: null }));
  await deed('copy', () => keyrack.copyToken({ key: 'BBBBBBBBB2', scope: null, header: false }));
  await deed('another Issuer ID', () =>
    keyrack.editOrganization({ organization: 'Acme', set: { issuerId: '69a6de70-03db-47e3-e053-5b8c7c11a4d1' } }),
  );
  await deed('trash', () => keyrack.trashKey({ key: 'BBBBBBBBB2' }));
  await deed('undo', () => keyrack.undoTrash());
  await deed('rename an organization', () => keyrack.editOrganization({ organization: 'Borealis', set: { name: 'Northern' } }));
  await deed('default', () => keyrack.editKey({ key: 'BBBBBBBBB2', default: true }));
  await deed('purge', () => keyrack.purgeKeys({ keys: ['BBBBBBBBB2'], confirm: async () => true }));
  expect(noted).toEqual({
    import: ['import a new key: ok'],
    rename: ['edit AAAAAAAAA1: ok'],
    token: ['token AAAAAAAAA1: ok'],
    copy: ['token BBBBBBBBB2: ok'],
    'another Issuer ID': ['issuer AAAAAAAAA1: ok', 'issuer BBBBBBBBB2: ok'],
    trash: ['trash BBBBBBBBB2: ok'],
    undo: ['restore BBBBBBBBB2: ok'],
    'rename an organization': [],
    default: ['edit BBBBBBBBB2: ok'],
    // The organization's name means the other one from now on.
    purge: ['purge BBBBBBBBB2: ok', 'default AAAAAAAAA1: ok'],
  });
});

test('what is done to the vault is written down for no key, and a restore for each key that it brought', async () => {
  const { keyrack, folder, news } = await keyrackWith('AAAAAAAAA1', 'BBBBBBBBB2');
  await keyrack.repair({});
  expect(await news()).toEqual(['repair no key: ok']);
  const path = join(folder, 'b.age');
  const passphrase = 'correct horse battery staple';
  await keyrack.backup({ path, passphrase, confirmWithout: async () => false });
  expect(await news()).toEqual(['backup no key: ok']);
  const restore = async () => keyrack.restoreBackup({ preview: await keyrack.openBackup({ path, passphrase }), keepBoth: [] });
  const { stoppedBy, rows } = await restore();
  expect([stoppedBy, rows.map(({ ok, restored }) => [ok, restored])]).toEqual([
    null,
    [
      [true, false],
      [true, false],
    ],
  ]);
  expect(await news()).toEqual(['restore-backup no key: ok']);
  for (const key of ['AAAAAAAAA1', 'BBBBBBBBB2']) await keyrack.trashKey({ key });
  await keyrack.purgeKeys({ keys: ['AAAAAAAAA1'], confirm: async () => true });
  await news();
  const again = await restore();
  expect(again.rows.map(({ ok, restored, trashed }) => [ok, restored, trashed])).toEqual([
    [true, true, false],
    [true, false, true],
  ]);
  expect(await news()).toEqual(['restore-backup a new key: ok']);
  const stop = new AbortController();
  stop.abort();
  await keyrack.purgeKeys({ keys: ['AAAAAAAAA1'], confirm: async () => true });
  await news();
  const cancelled = await keyrack.restoreBackup({
    preview: await keyrack.openBackup({ path, passphrase }),
    keepBoth: [],
    signal: stop.signal,
  });
  expect([cancelled.stoppedBy?.code, cancelled.rows[0]]).toMatchObject([
    'E_CANCELLED',
    { ok: false, restored: false, error: { code: 'E_CANCELLED' } },
  ]);
  expect(cancelled.rows[1]?.error, 'one that is here was not cancelled').toBeNull();
  expect(await news()).toEqual(['restore-backup no key: E_CANCELLED']);
});
