import { verify } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FoundPreview, ImportedFile } from '../../src/shared/ipc/contract.js';
import { backupPassphrase } from '../support/backup.js';
import { conversation, open, storeFiles } from '../support/conversation.js';
import { issuerId, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { layOutTools } from '../support/tools-home.js';

test('H-53 a dropped key is stored, its token goes to the clipboard, and the page sees neither', async () => {
  const { invoke, give, home, passphrase, copied } = await conversation();
  const said: unknown[] = [];
  const ask = async (channel: string, input: unknown): Promise<never> => {
    const reply = await invoke(channel, input);
    said.push(reply);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value as never;
  };
  const key = makeKey();
  const path = join(home, '..', 'AuthKey_2X9R4HXF34 (1).p8');
  await writeFile(path, key.applePem);
  give(path);
  await ask('vault.unlock', { passphrase });
  const seen = (await ask('keys.preview', { paths: [path] })) as FoundPreview;
  expect(seen.rows).toMatchObject([{ row: 1, keyId: '2X9R4HXF34', fingerprint: key.fingerprint, error: null }]);
  const about = { preview: seen.preview, organization: { name: 'Acme', program: 'app-store' }, issuerId };
  expect(await ask('keys.decide', about)).toMatchObject([{ row: 1, is: 'new', wants: null }]);
  const { rows } = (await ask('keys.import', { ...about, picked: [1] })) as { rows: ImportedFile[] };
  const id = rows[0]?.id ?? '';
  const answer = await ask('token.copy', { key: id });
  expect(Object.keys(answer).sort()).toEqual(['aheadMs', 'clearedAt', 'exp']);
  const [header = '', payload = '', signature = ''] = copied().split('.');
  expect(
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: key.publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  ).toBe(true);
  expect(JSON.parse(((await ask('token.claims', { key: id })) as { payload: string }).payload)).toMatchObject({ iss: issuerId });
  // H-34: nothing the page was told holds the key or the token.
  const all = JSON.stringify(said);
  for (const secret of [signature, key.scalar.toString('hex'), key.scalar.toString('base64url'), key.applePem.split('\n')[1] ?? '?'])
    expect(all).not.toContain(secret);
});

test('R-32 only a file that still holds the stored key goes to the Trash', async () => {
  const { invoke, give, home, passphrase, trashed } = await conversation();
  const path = join(home, '..', 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, makeKey().applePem);
  give(path);
  await invoke('vault.unlock', { passphrase });
  const reply = await storeFiles(invoke, [path]);
  const id = reply.ok ? reply.value.rows[0]?.id : null;
  await writeFile(path, makeKey().applePem);
  expect(await invoke('keys.trashDownload', { key: id, path })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
  expect(trashed).toEqual([]);
});

test('H-35 a file that was opened with Keyrack is told once, and may be named from then on; nothing of it is stored by that', async () => {
  const { invoke, opened, seen, passphrase } = await conversation();
  const path = join(await temporaryFolder(onTestFinished), 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, makeKey().applePem);
  opened.add([path], '/');
  await invoke('vault.unlock', { passphrase });
  expect(await invoke('keys.preview', { paths: [path] })).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
  expect([await invoke('keys.opened'), await invoke('keys.opened')]).toEqual([
    { ok: true, value: [path] },
    { ok: true, value: [] },
  ]);
  expect(await invoke('keys.preview', { paths: [path] })).toMatchObject({ ok: true, value: { rows: [{ state: 'new' }] } });
  expect((await seen()).keys).toEqual([]);
});

test('H-35 a page names no file of its own: only what was given to the window, or what main has shown it', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const place = join(folder, 'backup.age');
  const { invoke, give, home, passphrase } = await conversation(open, false, place, { folder: join(folder, 'chosen') });
  await invoke('vault.unlock', { passphrase });
  await mkdir(join(folder, 'chosen'));
  const [path, other] = [join(folder, 'chosen', 'AuthKey_2X9R4HXF34.p8'), join(folder, 'AuthKey_OTHER00001.p8')];
  for (const one of [path, other]) await writeFile(one, makeKey().applePem);
  const asked = (of: string): readonly (readonly [string, object])[] => [
    ['keys.preview', { paths: [of] }],
    ['keys.identify', { path: of }],
    ['keys.trashDownload', { key: '9b2f0a52-2f6e-4a3c-9d0e-0c5b8f4d1a77', path: of }],
    ['backup.open', { path: of, passphrase: 'x' }],
  ];
  const refused = { ok: false, error: { code: 'E_USAGE', message: expect.stringContaining('not chosen or dropped') } };
  for (const of of [other, path, join(home, 'vault.age'), '/etc/passwd'])
    for (const [channel, input] of asked(of)) expect(await invoke(channel, input), channel).toMatchObject(refused);
  give(other);
  for (const [channel, input] of asked(other)) expect(await invoke(channel, input), channel).not.toMatchObject(refused);
  // What a folder's preview showed may be named too, and one good path carries no other along.
  expect(await invoke('keys.previewFolder', {})).toMatchObject({ ok: true });
  expect(await invoke('keys.identify', { path })).toMatchObject({ ok: true, value: { kind: 'key' } });
  expect(await invoke('keys.preview', { paths: [path, '/etc/passwd'] })).toMatchObject(refused);
  await invoke('backup.choose');
  expect(await invoke('backup.open', { path: place, passphrase: 'x' })).toMatchObject({ ok: false, error: { code: 'E_FILE_MISSING' } });
});

test('R-80, R-82 a backup from the window restores there, and the page sees neither a key nor the passphrase again', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const place = join(folder, 'backup.age');
  const { invoke, give, seen, home, passphrase } = await conversation(open, false, place);
  const said: unknown[] = [];
  const ask = async <T>(channel: string, input: unknown = {}): Promise<T> => {
    const reply = await invoke(channel, input);
    said.push(reply);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value as T;
  };
  expect(await invoke('backup.make', { passphrase: backupPassphrase })).toMatchObject({ ok: false, error: { code: 'E_LOCKED' } });
  await ask('vault.unlock', { passphrase });
  const key = makeKey();
  const path = join(home, '..', 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, key.applePem);
  give(path);
  expect(await storeFiles(invoke, [path])).toMatchObject({ ok: true });
  expect(await seen()).toMatchObject({ lastBackupAt: null, keys: [{ backedUpAt: null }] });
  expect(await ask('backup.make', { passphrase: backupPassphrase })).toEqual({ file: 'backup.age', keys: 1, trashed: 0, leftOut: [] });
  const { lastBackupAt, keys } = await seen();
  expect([lastBackupAt, keys[0]?.backedUpAt]).toEqual([expect.any(String), lastBackupAt]);
  expect(await invoke('backup.make', { passphrase: backupPassphrase })).toMatchObject({ ok: false, error: { code: 'E_BACKUP_EXISTS' } });

  const second = await conversation(open, false, place);
  await second.invoke('vault.unlock', { passphrase: second.passphrase });
  const chosen = await second.invoke('backup.choose');
  expect(chosen).toEqual({ ok: true, value: { path: place, file: 'backup.age' } });
  expect(await second.invoke('backup.open', { path: place, passphrase: 'not it' })).toMatchObject({
    ok: false,
    error: { code: 'E_BACKUP_PASSPHRASE_WRONG' },
  });
  const opened = await second.invoke('backup.open', { path: place, passphrase: backupPassphrase });
  expect(opened).toMatchObject({ ok: true, value: { file: 'backup.age', sameVault: false, rows: [{ found: 'new', name: '2X9R4HXF34' }] } });
  const ticket = opened.ok ? (opened.value as { ticket: string }).ticket : '';
  await second.invoke('backup.close');
  expect(await second.invoke('backup.restore', { ticket, keepBoth: [] })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
  const again = await second.invoke('backup.open', { path: place, passphrase: backupPassphrase });
  const restored = await second.invoke('backup.restore', {
    ticket: again.ok ? (again.value as { ticket: string }).ticket : '',
    keepBoth: [],
  });
  expect(restored).toMatchObject({ ok: true, value: { rows: [{ ok: true, restored: true, id: keys[0]?.id }], stoppedBy: null } });
  expect(await second.invoke('token.copy', { key: keys[0]?.id })).toMatchObject({ ok: true });

  const all = JSON.stringify([...said, chosen, opened, again, restored]);
  for (const secret of [backupPassphrase, key.scalar.toString('base64url'), key.applePem.split('\n')[1] ?? '?'])
    expect(all).not.toContain(secret);
});

describe('what lies elsewhere', () => {
  test('B-61 J-06 a folder and other tools’ places are looked into, shown, and only the picked rows are stored', async () => {
    const tools = await layOutTools(await temporaryFolder(onTestFinished));
    const { invoke, give, seen, passphrase } = await conversation(open, false, null, {
      folder: join(tools.home, 'private_keys'),
      userHome: tools.home,
    });
    await invoke('vault.unlock', { passphrase });
    const value = async <T>(channel: string, input: unknown) => {
      const reply = await invoke(channel, input);
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
      return reply.value as T;
    };
    const folder = await value<FoundPreview>('keys.previewFolder', {});
    expect(folder.rows).toMatchObject([{ row: 1, keyId: 'ALTOOLKE01', state: 'new', organization: null, worthwhile: true }]);
    const found = await value<FoundPreview>('keys.previewTools', { tools: ['asc', 'asc-mcp'] });
    expect(await invoke('keys.import', { preview: folder.preview, picked: [1], organization: null, issuerId: null })).toMatchObject({
      ok: false,
      error: { code: 'E_USAGE' },
    });
    const picked = found.rows
      .filter(({ keyId }) => keyId === 'ASCWORK001' || keyId === 'ASCMCPKE01')
      .filter(({ worthwhile }) => worthwhile);
    expect(picked).toMatchObject([
      { organization: 'Acme', state: 'elsewhere' },
      { organization: 'Client Corp', state: 'elsewhere' },
    ]);
    const { rows } = await value<{ rows: ImportedFile[] }>('keys.import', {
      preview: found.preview,
      picked: picked.map(({ row }) => row),
      organization: null,
      issuerId: null,
    });
    expect(rows.map(({ ok, keyId }) => [ok, keyId])).toEqual([
      [true, 'ASCWORK001'],
      [true, 'ASCMCPKE01'],
    ]);
    const { keys, organizations } = await seen();
    expect([keys.length, organizations.map(({ name }) => name).sort()]).toEqual([2, ['Acme', 'Client Corp']]);
    for (const key of Object.values(tools.keys))
      expect(JSON.stringify([folder, found, rows])).not.toContain(key.applePem.split('\n')[1] ?? '?');
    // A folder that was dropped: its key has no team, so where it goes is said.
    give(join(tools.home, 'private_keys'));
    const dropped = await value<FoundPreview>('keys.preview', { paths: [join(tools.home, 'private_keys')] });
    const rest = { name: 'Dune', program: 'app-store' };
    const imported = await value<{ rows: ImportedFile[] }>('keys.import', {
      preview: dropped.preview,
      picked: [1],
      organization: null,
      issuerId,
      rest,
    });
    expect(imported.rows).toMatchObject([{ ok: true, keyId: 'ALTOOLKE01' }]);
    expect(await invoke('keys.previewTools', { tools: ['/etc'] })).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
  });

  test('B-64 the clipboard and a file are identified; nothing on the clipboard has its own words', async () => {
    const key = makeKey();
    const full = await conversation(open, false, null, { clipboard: JSON.stringify(key.applePem) });
    await full.invoke('vault.unlock', { passphrase: full.passphrase });
    expect(await full.invoke('keys.identify', { path: null })).toMatchObject({
      ok: true,
      value: { kind: 'key', stored: false, fingerprint: key.fingerprint, repairs: { length: 2 } },
    });
    // Only what was pasted is taken off again.
    expect(await full.invoke('keys.clearPasted', {})).toMatchObject({ ok: true, value: { cleared: true } });
    expect(await full.invoke('keys.clearPasted', {})).toMatchObject({ ok: true, value: { cleared: false } });
    const empty = await conversation();
    await empty.invoke('vault.unlock', { passphrase: empty.passphrase });
    expect(await empty.invoke('keys.identify', { path: null })).toMatchObject({ ok: false, error: { code: 'E_CLIPBOARD_EMPTY' } });
    expect(await empty.invoke('keys.previewClipboard', {})).toMatchObject({
      ok: true,
      value: { rows: [{ path: null, state: 'refused', error: { code: 'E_CLIPBOARD_EMPTY' } }] },
    });
  });

  test('J-08 a file of several keys is a row each in the sheet, and each is imported by its place', async () => {
    const { invoke, give, home, passphrase, trashed } = await conversation();
    await invoke('vault.unlock', { passphrase });
    const path = join(home, '..', 'keys.json');
    const [one, two] = [makeKey(), makeKey()];
    await writeFile(
      path,
      JSON.stringify([
        { key_id: 'ROW0000001', issuer_id: issuerId, key: one.applePem },
        { key_id: 'ROW0000002', issuer_id: issuerId, key: two.applePem },
      ]),
    );
    give(path);
    const seen = await invoke('keys.preview', { paths: [path] });
    expect(seen).toMatchObject({
      ok: true,
      value: {
        rows: [
          { path, record: 1 },
          { path, record: 2 },
        ],
      },
    });
    const { preview } = (seen as { value: FoundPreview }).value;
    const reply = await invoke('keys.import', {
      preview,
      picked: [2],
      organization: { name: 'Acme', program: 'app-store' },
      issuerId,
    });
    expect(reply).toMatchObject({ ok: true, value: { rows: [{ ok: true, keyId: 'ROW0000002' }] } });
    // The other key of the file is nowhere but in it.
    const id = reply.ok ? (reply.value as { rows: ImportedFile[] }).rows[0]?.id : null;
    expect(await invoke('keys.trashDownload', { key: id, path })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
    expect(trashed).toEqual([]);
  });
});
