import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/shared/errors/index.js';
import { type Call, contract, type Reply } from '../../src/shared/ipc/contract.js';
import { conversation, open, withKey } from '../support/conversation.js';

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

describe('H-36 what a page alone must not do', () => {
  test('“Cancel” in main’s dialog leaves everything as it is, and the dialog named what it was about', async () => {
    const { value, files, questions, id, passphrase } = await withKey(false);
    const before = await files();
    expect(await value('keys.purge', { keys: [id] })).toEqual({ purged: [], deleted: [], setAside: [], found: [] });
    expect(await value('recovery.new', { passphrase })).toEqual({ recoveryKey: null, ask: [] });
    const change = { unlock: 'passphrase', rotate: true, current: passphrase, passphrase: 'another one altogether' };
    expect(await value('vault.changeUnlock', change)).toEqual({ changed: false, newDevice: false, deleted: [], setAside: [], found: [] });
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
    expect(await value('keys.purge', { keys: [id] })).toEqual({ purged: [id], deleted: [], setAside: [], found: [] });
    expect(await seen()).toMatchObject({ keys: [] });
  });

  test('S-05 another passphrase: the current one is wanted, whatever the dialog says', async () => {
    const { invoke, value, files, passphrase } = await withKey(true);
    const change = { unlock: 'passphrase', rotate: false, passphrase: 'another one altogether' };
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
    expect(await value('vault.changeUnlock', { ...change, current: passphrase })).toEqual({
      changed: true,
      newDevice: false,
      deleted: [],
      setAside: [],
      found: [],
    });
    await value('vault.lock', {});
    expect(await invoke('vault.unlock', { passphrase })).toMatchObject({ ok: false, error: { code: 'E_PASSPHRASE_WRONG' } });
    await value('vault.unlock', { passphrase: 'another one altogether' });
  });

  test('M-6 a weak passphrase seals nothing from the window, whatever its page lets through', async () => {
    const { invoke, files, passphrase } = await withKey(true);
    const before = await files();
    const refused = { ok: false, error: { code: 'E_PASSPHRASE_WEAK', message: 'At least 12 characters, or four words, not all alike.' } };
    const change = { unlock: 'passphrase', rotate: false, current: passphrase, passphrase: 'a' };
    expect(await invoke('vault.changeUnlock', change)).toMatchObject(refused);
    expect(await invoke('vault.changeUnlock', { ...change, allowWeak: true })).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
    expect(await files()).toEqual(before);
  });

  test('M-5 what nobody can type is refused in the window too, before anything is changed', async () => {
    const { invoke, files, passphrase } = await withKey(true);
    const before = await files();
    const change = { unlock: 'passphrase', rotate: false, current: passphrase };
    for (const text of ['ends with its line\n', 'caf\ufffd au lait, mais sans sucre', 'pasted with a\ttab in it'])
      expect(await invoke('vault.changeUnlock', { ...change, passphrase: text })).toMatchObject({
        ok: false,
        error: { code: 'E_PASSPHRASE_TEXT' },
      });
    expect(await files()).toEqual(before);
  });

  test('S-05 opened by the recovery key, a forgotten passphrase is replaced, and the device gets an identity of its own', async () => {
    const { value, passphrase, recoveryKey } = await withKey(true);
    await value('vault.lock', {});
    await value('vault.unlock', { passphrase: null, recoveryKey });
    const change = { unlock: 'passphrase', rotate: false, current: null, passphrase: 'another one altogether' };
    expect(await value('vault.changeUnlock', change)).toMatchObject({ changed: true, newDevice: true });
    await value('vault.lock', {});
    await value('vault.unlock', { passphrase: 'another one altogether' });
    expect(passphrase).not.toBe('another one altogether');
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
