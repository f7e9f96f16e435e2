import { describe, expect, test } from 'vitest';
import { lock, locked, machine, now, whole } from '../../../tests/support/inspection.js';
import { KeyrackError } from '../../shared/errors/index.js';
import type { Inspection, LockFacts } from '../../strongroom/client/contract.js';
import { checkKeychain } from './keychain.js';
import { checkLeftovers } from './leftovers.js';
import { checkLock } from './lock.js';
import { checkPermissions } from './permissions.js';
import { checkRecovery } from './recovery.js';
import { checkVault } from './vault.js';

describe('the vault', () => {
  test('whole: its revision and how many copies open', () => {
    expect(checkVault(whole, null)).toMatchObject({ status: 'ok', detail: expect.stringMatching(/Revision 7.*one older revision/) });
  });
  test('R-31 read-only: fails with the reader’s own words and code', () => {
    const { body } = new KeyrackError('E_VAULT_OLD', 'vault.age is at revision 3.');
    const readOnly = { error: body, current: false, file: 'vault.age.1', revision: 7, savedAt: '' };
    expect(checkVault({ ...whole, health: { readOnly, warnings: [] } }, null)).toMatchObject({
      status: 'fail',
      code: 'E_VAULT_OLD',
      detail: 'vault.age is at revision 3.',
    });
  });
  test('R-31 an old generation that no reader would have looked at is named', () => {
    const generations = [...whole.generations, { file: 'vault.age.3', is: 'bad', revision: null, savedAt: null } as const];
    expect(checkVault({ ...whole, generations }, null)).toMatchObject({ status: 'warn', detail: expect.stringContaining('vault.age.3') });
  });
  test('locked: says that it was not looked into; a missing file is seen all the same', () => {
    expect(checkVault(locked, null)).toMatchObject({ status: 'warn', title: expect.stringContaining('not looked into') });
    expect(checkVault({ ...locked, present: ['keyrack.json', 'vault.age'] }, null)).toMatchObject({
      status: 'warn',
      detail: 'Missing: vault.age.1.',
    });
    expect(checkVault({ ...locked, present: ['keyrack.json', 'vault.age.1'] }, null)).toMatchObject({
      status: 'fail',
      code: 'E_VAULT_DAMAGED',
    });
  });
  test('a wrong passphrase in the environment fails as itself; no vault as no vault', () => {
    expect(checkVault(locked, new KeyrackError('E_PASSPHRASE_WRONG').body)).toMatchObject({ status: 'fail', code: 'E_PASSPHRASE_WRONG' });
    expect(checkVault({ ...locked, vault: null }, null)).toMatchObject({ status: 'fail', code: 'E_VAULT_MISSING' });
  });
});

describe('beside the vault', () => {
  test('what a crash or a repair left is named, but not the temporary file of a writer at work', () => {
    const leftovers = { temporary: ['vault.age.x.tmp'], damaged: ['vault.age.damaged-1'], setAside: [], unfinished: [] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({ status: 'warn', detail: expect.stringMatching(/x\.tmp.*damaged-1/) });
    expect(checkLeftovers({ ...whole, leftovers: { ...leftovers, damaged: [] }, lock: lock({}) }).status).toBe('ok');
  });
  test('R-31 what was set aside is never called needless: it may hold keys that the vault does not', () => {
    const leftovers = { ...whole.leftovers, setAside: ['vault.age.set-aside-1'] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({
      status: 'warn',
      title: expect.stringContaining('never deleted'),
      detail: expect.stringContaining('set-aside-1'),
      fix: expect.stringContaining('may hold keys'),
    });
  });
  test('S-09 an init that was cut short is told with what it means for the recovery key, but not while it is at work', () => {
    const leftovers = { ...whole.leftovers, unfinished: ['keyrack.json.new'] };
    expect(checkLeftovers({ ...whole, leftovers })).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('keyrack.json.new'),
      fix: expect.stringContaining('recovery new'),
    });
    expect(checkLeftovers({ ...whole, leftovers, lock: lock({}) }).status).toBe('ok');
  });
  test('S-09 and where there is no vault it is begun anew: a recovery key of none is not to be made', () => {
    const leftovers = { ...whole.leftovers, unfinished: ['keyrack.json.new'] };
    const { detail, fix } = checkLeftovers({ ...whole, vault: null, generations: [], leftovers });
    expect([detail, fix]).toEqual([expect.stringContaining('no vault'), expect.stringMatching(/keyrack init/)]);
    expect(`${detail}${fix}`).not.toContain('recovery');
  });
  test('R-34 files that were open to others and are not any more are a warning, those that still are a failure', () => {
    const exposed = (...names: readonly string[]): Inspection => ({ ...whole, exposed: names });
    const { status, detail } = checkPermissions('linux', exposed('.', 'vault.age'), whole);
    expect([status, detail]).toEqual(['warn', expect.stringContaining('Keyrack’s folder, vault.age')]);
    expect(checkPermissions('linux', whole, whole).status).toBe('ok');
    expect(checkPermissions('linux', exposed('vault.age'), exposed('vault.age'))).toMatchObject({ status: 'fail', code: 'E_VAULT_READ' });
  });
  test('no recovery key is a warning; while locked it says where it knows that from', () => {
    expect(checkRecovery(whole, false).status).toBe('ok');
    expect(checkRecovery(whole, true), 'put off in the window').toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('recovery verify'),
    });
    expect(checkRecovery({ ...whole, recovery: false }, false)).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('recovery new'),
    });
    const unfinished = { ...whole, leftovers: { ...whole.leftovers, unfinished: ['keyrack.json.new'] } };
    expect(checkRecovery(unfinished, false), 'S-09 perhaps never shown').toMatchObject({
      status: 'warn',
      title: 'Made, but not checked yet',
    });
    expect(checkRecovery({ ...unfinished, lock: lock({}) }, false).status, 'init is at work').toBe('ok');
    expect(checkRecovery(locked, false)).toMatchObject({ status: 'ok', detail: expect.stringContaining('not looked into') });
  });
});

test.each<[string, string, string | null, LockFacts]>([
  ['a writer at work', 'ok', null, lock({})],
  ['a holder that has ended', 'ok', null, lock({ holder: 'gone' })],
  ['a writer that takes for ever', 'warn', null, lock({ since: '2026-02-28T23:00:00.000Z' })],
  ['another machine’s', 'fail', 'E_BUSY', lock({ holder: 'foreign', host: 'elsewhere' })],
  ['empty', 'fail', 'E_BUSY', lock({ holder: 'unclear', pid: null, host: null })],
])('R-40 the lock, %s: %s', (_what, status, code, facts) => {
  expect(checkLock(facts, now)).toMatchObject({ status, code });
});

describe('the keychain', () => {
  test('S-02 locked: it was not asked, and that is said', () => {
    expect(checkKeychain(locked, machine())).toMatchObject({ status: 'warn', title: 'Not asked' });
    expect(checkKeychain(locked, machine({ env: {} }))).toMatchObject({ status: 'fail', code: 'E_KEYCHAIN_UNAVAILABLE' });
    expect(checkKeychain(locked, machine({ env: {}, platform: 'darwin' })).status).toBe('warn');
  });
  test('S-02 an item that is gone, another vault’s, or no answer: it fails, each with its own words', () => {
    const details = (
      [{ is: 'silent' }, { is: 'another' }, { is: 'failed', error: new KeyrackError('E_KEYCHAIN_TIMEOUT').body }] as const
    ).map((keychain) => {
      const found = checkKeychain({ ...whole, keychain }, machine());
      expect(found).toMatchObject({ status: 'fail', code: expect.stringMatching(/^E_KEYCHAIN_/) });
      return found.detail;
    });
    expect(new Set(details).size).toBe(3);
  });
});
