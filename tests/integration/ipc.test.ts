import { verify } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createKeyrack } from '../../src/core/keyrack.js';
import { appState, vaultData } from '../../src/main/app-state.js';
import type { Gate } from '../../src/main/ipc/gate.js';
import { handlersFor } from '../../src/main/ipc/handlers/all.js';
import { createNamedPaths } from '../../src/main/ipc/named-paths.js';
import { hearOfFiles, registerIpc } from '../../src/main/ipc/register.js';
import { createRecovery } from '../../src/main/recovery.js';
import { openSettings } from '../../src/main/settings.js';
import type { Shell } from '../../src/main/shell.js';
import { createVaultNews } from '../../src/main/vault-news.js';
import { systemClock } from '../../src/platform/clock.js';
import { folders } from '../../src/platform/folders.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import { merge } from '../../src/renderer/lib/merge.js';
import { catalogue } from '../../src/shared/errors/index.js';
import { fileGiven } from '../../src/shared/ipc/channels.js';
import {
  type Call,
  contract,
  type ExaminedFile,
  type FoundPreview,
  type ImportedFile,
  type Reply,
  type VaultData,
} from '../../src/shared/ipc/contract.js';
import { backupPassphrase } from '../support/backup.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { layOutTools } from '../support/tools-home.js';

type Invoke = (channel: string, input?: unknown) => Promise<Reply<unknown>>;
const open: Gate = { trusted: () => true, allow: () => true };

/** The whole conversation over a real vault; what stands in for the desktop answers "cancelled" and does nothing. */
async function conversation(
  gate: Gate = open,
  confirms = false,
  place: string | null = null,
  desk: { folder?: string; userHome?: string; clipboard?: string } = {},
) {
  const { home, room, passphrase, recoveryKey } = await makeHome(onTestFinished);
  await room.lock();
  const questions: string[] = [];
  let copied = '';
  const trashed: string[] = [];
  const write = async (text: string) => {
    copied = text;
  };
  const keyrack = createKeyrack({
    strongroom: room,
    clock: systemClock,
    http: async () => ({ fetch: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })) }),
    clipboard: async () => ({ write, read: async () => '' }),
    homeFiles: homeFilesIn(home),
    folders,
    machine: async () => ({
      platform: 'linux',
      homedir: '/nonexistent',
      env: {},
      execArgv: [],
      list: async () => 'missing',
      realPath: async (path) => path,
    }),
    cwd: home,
    defaultSelector: null,
    apiUrl: null,
    interactive: false,
    packaged: false,
    unlocks: 'when-told',
    ...(desk.userHome ? { elsewhere: { homedir: desk.userHome, env: {} } } : {}),
    from: 'window',
  });
  // What the page knows of the vault, as it puts it together from what it is told.
  let page: VaultData | null = null;
  const news = createVaultNews(
    () => vaultData(keyrack),
    (change) => {
      page = merge(page, change);
    },
  );
  const settings = await openSettings(keyrack, () => undefined);
  const facts = { home, version: '0.0.0', platform: process.platform };
  const confirm: Shell['ask']['confirm'] = async ({ message, detail }) => {
    questions.push(`${message}\n${detail}`);
    return confirms;
  };
  const shell: Shell = {
    keyrack,
    settings,
    paths: createNamedPaths(),
    clipboard: { copy: async () => ({ clearedAt: null }), clear: async () => false, check: async () => undefined },
    tell: () => undefined,
    state: () => appState(keyrack, facts, settings.now, null),
    readClipboard: async () => desk.clipboard ?? '',
    clearClipboard: () => {
      desk.clipboard = '';
    },
    openExternal: async () => undefined,
    showHome: async () => undefined,
    ask: {
      keyFiles: async () => null,
      backupFile: async () => place,
      folder: async () => desk.folder ?? null,
      placeFor: async () => place,
      confirm,
    },
    tellVault: news.all,
    moveToTrash: async (path) => void trashed.push(path),
    clearedAt: () => null,
    unlocked: async () => undefined,
    refuse: () => undefined,
    lock: () => keyrack.lock(),
  };
  const listeners = new Map<string, (event: unknown, input: unknown) => unknown>();
  registerIpc(
    { handle: (channel, listener) => void listeners.set(channel, listener as never) },
    handlersFor(shell, createRecovery()),
    gate,
    { asked: () => undefined, answered: async () => undefined },
  );
  const preload = new EventEmitter();
  hearOfFiles(preload as unknown as IpcMain, gate, shell.paths);
  /** A file or folder that was given to the window: the preload says where it lies. */
  const give = (path: string) => void preload.emit(fileGiven, {}, path);
  const invoke: Invoke = async (channel, input) => (await listeners.get(channel)?.({}, input)) as Reply<unknown>;
  const seen = async (): Promise<VaultData> => {
    await invoke('vault.view');
    if (page === null) throw new Error('The page was told nothing.');
    return page;
  };
  onTestFinished(() => keyrack.settled());
  return { invoke, give, seen, listeners, home, passphrase, recoveryKey, questions, trashed, copied: () => copied };
}

const channels = Object.entries(contract).flatMap(([group, calls]) =>
  Object.entries<Call>(calls).map(([name, call]) => [`${group}.${name}`, call] as const),
);
/** Field names the contract knows, so that generated objects come close to what is asked for. */
const names = [
  'id',
  'key',
  'keys',
  'set',
  'name',
  'issuerId',
  'program',
  'paths',
  'path',
  'items',
  'organization',
  'limit',
  'keep',
  'ticket',
  'keepBoth',
  'scope',
].concat([
  'recoveryKey',
  'current',
  'rotate',
  'passphrase',
  'unlock',
  'recovery',
  'characters',
  'link',
  'value',
  'lifetimeSeconds',
  'header',
  '__proto__',
  'constructor',
]);
const anyInput = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.uuid(), fc.constant('x'.repeat(20_000)))),
  fc.constantFrom(undefined, null, Number.NaN, 10n, new Date(0), new Uint8Array(4), new Map()),
);

describe('H-31 whatever the page sends', () => {
  test.each(channels)('%s answers 1,000 inputs with a reply of its contract or a typed refusal', async (channel, call) => {
    const { invoke, home, passphrase } = await conversation();
    await invoke('vault.unlock', { passphrase });
    const before = await readFile(join(home, 'keyrack.json'), 'utf8');
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const reply = await invoke(channel, input);
        if (reply.ok) return void call.output.parse(reply.value);
        expect(Object.keys(reply).sort()).toEqual(['error', 'ok']);
        expect(Object.keys(reply.error).sort()).toEqual(['code', 'hint', 'message']);
        expect(catalogue).toHaveProperty(reply.error.code);
        expect(reply.error.code).not.toBe('E_INTERNAL');
        expect(reply.error.message).not.toContain(home);
      }),
      { numRuns: 1_000, seed: 20_261_124 },
    );
    expect(await readFile(join(home, 'keyrack.json'), 'utf8')).toBe(before);
  });

  test('a caller that is not our page, and one too many a minute, are refused before the handler', async () => {
    const strange = await conversation({ trusted: () => false, allow: () => true });
    expect(await strange.invoke('app.state', {})).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
    const often = await conversation({ trusted: () => true, allow: () => false });
    expect(await often.invoke('app.state', {})).toMatchObject({ ok: false, error: { code: 'E_RATE' } });
  });
});

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
  const [seen] = (await ask('keys.examine', { paths: [path] })) as ExaminedFile[];
  expect(seen).toMatchObject({ found: { keyId: '2X9R4HXF34', fingerprint: key.fingerprint }, error: null });
  const item = { path, keyId: '2X9R4HXF34', kind: 'team', issuerId, name: null, roles: [], keepBoth: false };
  const { rows } = (await ask('keys.import', { organization: { name: 'Acme', program: 'app-store' }, items: [item] })) as {
    rows: ImportedFile[];
  };
  const id = rows[0]?.id ?? '';
  const answer = await ask('token.copy', { key: id });
  expect(Object.keys(answer).sort()).toEqual(['clearedAt', 'expiresAt']);
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

test('R-40 the window’s doctor names a lock that blocks, and removes it only once main’s dialog said so', async () => {
  for (const [confirms, left] of [
    [false, 'E_BUSY'],
    [true, null],
  ] as const) {
    const { invoke, home, passphrase } = await conversation(open, confirms);
    await invoke('vault.unlock', { passphrase });
    await writeFile(join(home, 'lock'), '');
    expect(await invoke('doctor.breakLock')).toEqual({ ok: true, value: { broken: confirms } });
    const reply = (await invoke('doctor.run')) as Extract<Reply<unknown>, { ok: true }>;
    const found = contract.doctor.run.output.parse(reply.value);
    expect(found.find(({ check }) => check === 'lock')?.code).toBe(left);
    expect(found.find(({ check }) => check === 'vault')?.status).toBe('ok');
  }
});

test('R-32 only a file that still holds the stored key goes to the Trash', async () => {
  const { invoke, give, home, passphrase, trashed } = await conversation();
  const path = join(home, '..', 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, makeKey().applePem);
  give(path);
  await invoke('vault.unlock', { passphrase });
  const item = { path, keyId: '2X9R4HXF34', kind: 'team', issuerId, name: null, roles: [], keepBoth: false };
  const reply = await invoke('keys.import', { organization: { name: 'Acme', program: 'app-store' }, items: [item] });
  const id = reply.ok ? (reply.value as { rows: ImportedFile[] }).rows[0]?.id : null;
  await writeFile(path, makeKey().applePem);
  expect(await invoke('keys.trashDownload', { key: id, path })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
  expect(trashed).toEqual([]);
});

/** An open vault with one key in it; `value` is an answer that must be one. */
async function withKey(confirms: boolean) {
  const talk = await conversation(open, confirms);
  const value = async <T>(channel: string, input: unknown): Promise<T> => {
    const reply = await talk.invoke(channel, input);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value as T;
  };
  const path = join(talk.home, '..', 'AuthKey_2X9R4HXF34.p8');
  await writeFile(path, makeKey().applePem);
  talk.give(path);
  await value('vault.unlock', { passphrase: talk.passphrase });
  const item = { path, keyId: '2X9R4HXF34', kind: 'team', issuerId, name: 'CI', roles: [], keepBoth: false };
  const { rows } = await value<{ rows: ImportedFile[] }>('keys.import', {
    organization: { name: 'Acme', program: 'app-store' },
    items: [item],
  });
  const files = () => Promise.all(['vault.age', 'identity.age', 'keyrack.json'].map((name) => readFile(join(talk.home, name), 'hex')));
  return { ...talk, value, id: rows[0]?.id ?? '', files };
}

test('H-35 a page names no file of its own: only what was given to the window, or what main has shown it', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const place = join(folder, 'backup.age');
  const { invoke, give, home, passphrase } = await conversation(open, false, place, { folder: join(folder, 'chosen') });
  await invoke('vault.unlock', { passphrase });
  await mkdir(join(folder, 'chosen'));
  const [path, other] = [join(folder, 'chosen', 'AuthKey_2X9R4HXF34.p8'), join(folder, 'AuthKey_OTHER00001.p8')];
  for (const one of [path, other]) await writeFile(one, makeKey().applePem);
  const item = (of: string) => ({ path: of, keyId: '2X9R4HXF34', kind: 'team', issuerId, name: null, roles: [], keepBoth: false });
  const asked = (of: string): readonly (readonly [string, object])[] => [
    ['keys.examine', { paths: [of] }],
    ['keys.identify', { path: of }],
    ['keys.findInFolder', { paths: [of] }],
    ['keys.import', { organization: { name: 'Acme', program: 'app-store' }, items: [item(of)] }],
    ['keys.trashDownload', { key: '9b2f0a52-2f6e-4a3c-9d0e-0c5b8f4d1a77', path: of }],
    ['backup.open', { path: of, passphrase: 'x' }],
  ];
  const refused = { ok: false, error: { code: 'E_USAGE', message: expect.stringContaining('not chosen or dropped') } };
  for (const of of [other, path, join(home, 'vault.age'), '/etc/passwd'])
    for (const [channel, input] of asked(of)) expect(await invoke(channel, input), channel).toMatchObject(refused);
  give(other);
  for (const [channel, input] of asked(other)) expect(await invoke(channel, input), channel).not.toMatchObject(refused);
  // What a folder's preview showed may be named too, and one good path carries no other along.
  expect(await invoke('keys.findInFolder', {})).toMatchObject({ ok: true });
  expect(await invoke('keys.identify', { path })).toMatchObject({ ok: true, value: { kind: 'key' } });
  expect(await invoke('keys.examine', { paths: [path, '/etc/passwd'] })).toMatchObject(refused);
  await invoke('backup.choose');
  expect(await invoke('backup.open', { path: place, passphrase: 'x' })).toMatchObject({ ok: false, error: { code: 'E_FILE_MISSING' } });
});

describe('H-36 what a page alone must not do', () => {
  test('“Cancel” in main’s dialog leaves everything as it is, and the dialog named what it was about', async () => {
    const { value, files, questions, id, passphrase } = await withKey(false);
    const before = await files();
    expect(await value('keys.purge', { keys: [id] })).toEqual({ purged: [], deleted: [] });
    expect(await value('recovery.new', { passphrase })).toEqual({ recoveryKey: null, ask: [] });
    const change = { unlock: 'passphrase', rotate: true, current: passphrase, passphrase: 'another' };
    expect(await value('vault.changeUnlock', change)).toEqual({ changed: false, newDevice: false, deleted: [] });
    expect(await files()).toEqual(before);
    expect(questions).toEqual([
      expect.stringContaining('Purge Acme / CI (2X9R4HXF34) for good?'),
      expect.stringContaining('recovery key'),
      expect.stringContaining('identity'),
    ]);
  });

  test('R-33 confirmed, the key is purged; an unknown one is not found and nobody is asked', async () => {
    const { invoke, value, seen, questions, id } = await withKey(true);
    expect(await invoke('keys.purge', { keys: [id, crypto.randomUUID()] })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
    expect(questions).toEqual([]);
    expect(await value('keys.purge', { keys: [id] })).toEqual({ purged: [id], deleted: [] });
    expect(await seen()).toMatchObject({ keys: [] });
  });

  test('S-05 another passphrase: the current one is wanted, whatever the dialog says', async () => {
    const { invoke, value, files, passphrase } = await withKey(true);
    const change = { unlock: 'passphrase', rotate: false, passphrase: 'another' };
    const before = await files();
    expect(await invoke('vault.changeUnlock', { ...change, current: null })).toMatchObject({
      ok: false,
      error: { code: 'E_PASSPHRASE_MISSING' },
    });
    expect(await invoke('vault.changeUnlock', { ...change, current: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'E_PASSPHRASE_WRONG' },
    });
    expect(await invoke('vault.changeUnlock', { ...change, current: passphrase, passphrase: null })).toMatchObject({ ok: false });
    expect(await files()).toEqual(before);
    expect(await value('vault.changeUnlock', { ...change, current: passphrase })).toEqual({ changed: true, newDevice: false, deleted: [] });
    await value('vault.lock', {});
    expect(await invoke('vault.unlock', { passphrase })).toMatchObject({ ok: false, error: { code: 'E_PASSPHRASE_WRONG' } });
    await value('vault.unlock', { passphrase: 'another' });
  });

  test('S-05 opened by the recovery key, a forgotten passphrase is replaced, and the device gets an identity of its own', async () => {
    const { value, passphrase, recoveryKey } = await withKey(true);
    await value('vault.lock', {});
    await value('vault.unlock', { passphrase: null, recoveryKey });
    const change = { unlock: 'passphrase', rotate: false, current: null, passphrase: 'another' };
    expect(await value('vault.changeUnlock', change)).toMatchObject({ changed: true, newDevice: true });
    await value('vault.lock', {});
    await value('vault.unlock', { passphrase: 'another' });
    expect(passphrase).not.toBe('another');
  });

  test('S-04 a new recovery key: the vault changes when its characters are right and not before; then verify knows it', async () => {
    const { invoke, value, files, passphrase, recoveryKey: old } = await withKey(true);
    const before = await files();
    expect(await invoke('recovery.new', { passphrase: 'x' })).toMatchObject({ ok: false, error: { code: 'E_PASSPHRASE_WRONG' } });
    const { recoveryKey, ask } = await value<{ recoveryKey: string; ask: number[] }>('recovery.new', { passphrase });
    expect(await value('recovery.confirm', { characters: ['!', '!', '!'] })).toEqual({ right: false });
    expect(await invoke('recovery.verify', { recoveryKey })).toMatchObject({ ok: false, error: { code: 'E_IDENTITY_WRONG' } });
    expect(await files()).toEqual(before);
    expect(await value('recovery.confirm', { characters: ask.map((at) => recoveryKey.charAt(at - 1)) })).toEqual({ right: true });
    expect(await value('recovery.verify', { recoveryKey })).toMatchObject({ is: 'recovery', fails: [] });
    expect(await invoke('recovery.verify', { recoveryKey: old })).toMatchObject({ ok: false, error: { code: 'E_IDENTITY_WRONG' } });
    await value('vault.lock', {});
    await value('vault.unlock', { passphrase });
  });
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
  const item = { path, keyId: '2X9R4HXF34', kind: 'team', issuerId, name: null, roles: [], keepBoth: false };
  await ask('keys.import', { organization: { name: 'Acme', program: 'app-store' }, items: [item] });
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
    const folder = await value<FoundPreview>('keys.findInFolder', {});
    expect(folder.rows).toMatchObject([{ row: 1, keyId: 'ALTOOLKE01', state: 'new', organization: null, worthwhile: true }]);
    const found = await value<FoundPreview>('keys.findElsewhere', { tools: ['asc', 'asc-mcp'] });
    expect(await invoke('keys.importFound', { preview: folder.preview, picked: [1], organization: null, issuerId: null })).toMatchObject({
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
    const { rows } = await value<{ rows: ImportedFile[] }>('keys.importFound', {
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
    const dropped = await value<FoundPreview>('keys.findInFolder', { paths: [join(tools.home, 'private_keys')] });
    const rest = { name: 'Dune', program: 'app-store' };
    const imported = await value<{ rows: ImportedFile[] }>('keys.importFound', {
      preview: dropped.preview,
      picked: [1],
      organization: null,
      issuerId,
      rest,
    });
    expect(imported.rows).toMatchObject([{ ok: true, keyId: 'ALTOOLKE01' }]);
    expect(await invoke('keys.findElsewhere', { tools: ['/etc'] })).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
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
    expect(await empty.invoke('keys.examineClipboard', {})).toMatchObject({ ok: true, value: [{ error: { code: 'E_CLIPBOARD_EMPTY' } }] });
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
    const seen = await invoke('keys.examine', { paths: [path] });
    expect(seen).toMatchObject({
      ok: true,
      value: [
        { path, record: 1 },
        { path, record: 2 },
      ],
    });
    const item = { path, record: 2, keyId: 'ROW0000002', kind: 'team', issuerId, name: null, roles: [], keepBoth: false };
    const reply = await invoke('keys.import', { organization: { name: 'Acme', program: 'app-store' }, items: [item] });
    expect(reply).toMatchObject({ ok: true, value: { rows: [{ ok: true, keyId: 'ROW0000002' }] } });
    // The other key of the file is nowhere but in it.
    const id = reply.ok ? (reply.value as { rows: ImportedFile[] }).rows[0]?.id : null;
    expect(await invoke('keys.trashDownload', { key: id, path })).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
    expect(trashed).toEqual([]);
  });
});
