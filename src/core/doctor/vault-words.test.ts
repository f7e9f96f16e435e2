import { describe, expect, test } from 'vitest';
import type { Inspection, LockFacts } from '../../strongroom/client/contract.js';
import type { Machine } from '../ports/index.js';
import type { Finding } from './finding.js';
import { checkKeychain } from './keychain.js';
import { checkLeftovers } from './leftovers.js';
import { checkLock } from './lock.js';
import { checkRecovery } from './recovery.js';
import { checkVault } from './vault.js';

/** What `keyrack doctor` prints of a finding: its name, how it stands, and every sentence. */
const printed = ({ check, status, title, detail, fix }: Finding) => [check, status, title, detail, fix];
const at = '2026-03-01T00:00:00.000Z';
const now = Date.parse('2026-03-01T00:00:10.000Z');
const whole = {
  vault: { vaultId: 'v', unlock: 'keychain', recovery: true, createdAt: at },
  unlocked: true,
  present: ['keyrack.json', 'keyrack.json.1', 'vault.age', 'vault.age.1'],
  generations: ['vault.age', 'vault.age.1', 'vault.age.2'].map((file) => ({ file, is: 'good', revision: 7, savedAt: at })),
  health: { readOnly: null, warnings: [] },
  problem: null,
  recovery: true,
  warnings: [],
  leftovers: { temporary: [], damaged: [], setAside: [], unfinished: [] },
  exposed: [],
  lock: null,
  keychain: { is: 'opens' },
} as unknown as Inspection;
const locked = { ...whole, unlocked: false, health: null, recovery: null } as Inspection;

describe('doctor says of the vault', () => {
  const of = (set: Partial<Inspection>, from: Inspection = whole) => printed(checkVault({ ...from, ...set }, null));
  const older = (n: number) => ({ generations: whole.generations.concat(Array(n).fill(whole.generations[2])) });
  test('that it is whole, and how many revisions open beside it', () => {
    const detail = (set: Partial<Inspection>) => of(set)[3];
    expect(of({})).toEqual([
      'vault',
      'ok',
      'Whole',
      expect.stringMatching(/^Revision 7, saved 2026-03-01 .*, opens, and so do its copy and one older revision\.$/),
      null,
    ]);
    expect(detail(older(2))).toMatch(/its copy and 3 older revisions\.$/);
    expect(detail({ generations: whole.generations.slice(0, 2) })).toMatch(/, and so does its copy\.$/);
  });
  test('which spare copy is damaged, in the reader’s own words where it has some', () => {
    const fix = 'Run “keyrack recovery repair”; the vault itself is whole.';
    const generations = [...whole.generations, { file: 'vault.age.3', is: 'bad' }, { file: 'vault.age.4', is: 'bad' }] as never;
    expect(of({ generations })).toEqual(['vault', 'warn', 'A spare copy is damaged', 'vault.age.3, vault.age.4 does not open.', fix]);
    const warnings = [{ code: 'W_VAULT_COPY_DAMAGED', message: 'One.' }] as never;
    expect(of({ generations, warnings, health: { readOnly: null, warnings: [{ message: 'Two.' }] } as never })[3]).toBe('One. Two.');
  });
  test('while it is locked: what is missing, what was noticed, else that nobody looked', () => {
    const missing = (...names: readonly string[]) => of({ present: whole.present.filter((one) => !names.includes(one)) }, locked);
    const fix = 'Run “keyrack recovery repair”.';
    expect(missing('vault.age.1', 'keyrack.json')).toEqual([
      'vault',
      'warn',
      'A spare copy is missing',
      'Missing: vault.age.1, keyrack.json.',
      fix,
    ]);
    expect(missing('vault.age')).toEqual(['vault', 'fail', 'The vault’s file is missing', 'Missing: vault.age.', expect.any(String)]);
    expect(of({ warnings: [{ message: 'It was read from its copy.' }] as never }, locked)).toEqual([
      'vault',
      'warn',
      'A spare copy is missing',
      'It was read from its copy.',
      fix,
    ]);
    expect(of({}, locked)).toEqual([
      'vault',
      'warn',
      'Locked, so not looked into',
      'Its files are there; whether each of them opens was not tried.',
      'To have them tried, unlock the window, or give KEYRACK_IDENTITY or KEYRACK_PASSPHRASE to this command.',
    ]);
  });
});

describe('doctor says of the lock', () => {
  const lock = (set: Partial<LockFacts>) =>
    printed(checkLock({ holder: 'alive', pid: 4711, host: 'desk', since: at, mark: 'm', ...set } as LockFacts, now));
  const breakIt = 'If no Keyrack is running on any machine that uses this vault, run “keyrack doctor --break-lock”.';
  test('who holds it, and what to do where it blocks', () => {
    expect(printed(checkLock(null, now))).toEqual(['lock', 'ok', 'Free', 'Nobody is writing.', null]);
    expect(lock({})).toEqual(['lock', 'ok', 'In use', 'Process 4711 is writing.', null]);
    expect(lock({ since: null })).toEqual(['lock', 'ok', 'In use', 'Process 4711 is writing.', null]);
    expect(lock({ holder: 'gone' })).toEqual([
      'lock',
      'ok',
      'Left behind',
      'Process 4711 has ended without giving the lock back; the next change takes it over.',
      null,
    ]);
    expect(lock({ holder: 'foreign' })).toEqual([
      'lock',
      'fail',
      'Blocks every change',
      'The lock was taken by process 4711 on desk, or in another container; from here nobody can say whether it runs.',
      breakIt,
    ]);
    expect(lock({ holder: 'unclear' })).toEqual([
      'lock',
      'fail',
      'Blocks every change',
      'The lock file is empty or not Keyrack’s, so nobody can say whether it is in use.',
      breakIt,
    ]);
  });
  test('that a minute is long', () => {
    const since = (ms: number) => lock({ since: new Date(now - ms).toISOString() });
    expect(since(59_999)[1]).toBe('ok');
    expect(since(60_000)).toEqual([
      'lock',
      'warn',
      'Held for long',
      `Process 4711 has held the lock since ${new Date(now - 60_000).toISOString()}.`,
      'Look whether it hangs, and end it; the next change then takes the lock over.',
    ]);
  });
});

test('doctor says of the recovery key whether there is one, where it knows that from, and how to tell whether one still has it', () => {
  const of = (it: Inspection, putOff = false) => printed(checkRecovery(it, putOff));
  expect(of({ ...whole, vault: null } as Inspection)).toEqual([
    'recovery',
    'ok',
    'Not yet',
    'The vault gets a recovery key when it is made.',
    null,
  ]);
  expect(of(whole)).toEqual([
    'recovery',
    'ok',
    'Made',
    'The vault has a recovery key. Whether you still have yours, “keyrack recovery verify” tells.',
    null,
  ]);
  expect(of(locked)[3]).toBe(
    'The vault has a recovery key. So says keyrack.json; the sealed vault was not looked into. Whether you still have yours, “keyrack recovery verify” tells.',
  );
  expect(of(whole, true)).toEqual([
    'recovery',
    'warn',
    'Made, but not checked yet',
    'It is not shown again.',
    'If you kept it, run “keyrack recovery verify”. Else run “keyrack recovery new”, and keep the key away from this machine.',
  ]);
  for (const putOff of [false, true])
    expect(of({ ...whole, recovery: false }, putOff)).toEqual([
      'recovery',
      'warn',
      'None yet',
      'If this machine’s way to open the vault is lost, so are the keys.',
      'Run “keyrack recovery new”, and keep the key away from this machine.',
    ]);
});

describe('doctor says of what lies about', () => {
  const none = whole.leftovers;
  const of = (set: Partial<Inspection['leftovers']>, it: Partial<Inspection> = {}) =>
    printed(checkLeftovers({ ...whole, leftovers: { ...none, ...set }, ...it }));
  test('nothing, files nobody needs, files that may hold keys, and an init that was cut short', () => {
    expect(of({})).toEqual([
      'leftovers',
      'ok',
      'Nothing lies about',
      'No temporary, damaged or set-aside files in Keyrack’s folder.',
      null,
    ]);
    expect(of({ temporary: ['a.tmp', 'b.tmp'], damaged: ['c'] })).toEqual([
      'leftovers',
      'warn',
      'Files that nobody needs any more',
      'Left by a save that was cut short: a.tmp, b.tmp. Put aside by a repair: c.',
      'Once the vault above is whole, remove them by hand; they are sealed like the vault, for whoever could open it then.',
    ]);
    expect(of({ setAside: ['s'], damaged: ['c'] })).toEqual([
      'leftovers',
      'warn',
      'Set aside, and never deleted by Keyrack',
      'Put aside by a repair, or when the vault was begun anew: s. Put aside by a repair: c.',
      'They may hold keys that the vault does not. Remove them by hand only when you are sure that you need nothing in them.',
    ]);
    expect(of({ unfinished: ['n'], damaged: ['c'] })).toEqual([
      'leftovers',
      'warn',
      'Made, but not to the end',
      'Left by an init that was cut short: n. Nobody may have seen the vault’s recovery key. Put aside by a repair: c.',
      'Run “keyrack recovery new”, and keep the key away from this machine.',
    ]);
    expect(of({ unfinished: ['n'] }, { vault: null })).toEqual([
      'leftovers',
      'warn',
      'Begun, and no vault was made',
      'Left by an init that was cut short: n. There is no vault that a key could be in.',
      'Run “keyrack init”: it begins anew.',
    ]);
  });
  test('ten names, and how many more', () => {
    const names = (n: number) => of({ damaged: Array.from({ length: n }, (_, one) => `f${one}`) })[3];
    expect(names(10)).toMatch(/f9\.$/);
    expect(names(11)).toMatch(/f9 and 1 more\.$/);
  });
});

test('doctor says of the keychain what became of its item, and how to get in where it is another vault’s', () => {
  const machine = (env: object = { XDG_RUNTIME_DIR: '/run' }, platform = 'linux') => ({ platform, env }) as Machine;
  const of = (it: Partial<Inspection>, on = machine()) => printed(checkKeychain({ ...whole, ...it } as Inspection, on));
  expect(of({})).toEqual(['keychain', 'ok', 'Opens the vault', 'The keychain’s item opens it.', null]);
  expect(of({ vault: { ...whole.vault, unlock: 'passphrase' } as never })).toEqual([
    'keychain',
    'ok',
    'Not needed',
    'A passphrase opens this vault.',
    null,
  ]);
  expect(of({ vault: null })).toEqual(['keychain', 'ok', 'Not needed', 'There is no vault yet.', null]);
  expect(of({ keychain: { is: 'another' } as never })).toEqual([
    'keychain',
    'fail',
    'Does not open the vault',
    'The keychain’s item belongs to another vault or to an earlier identity.',
    'Open the vault with its recovery key, then run “keyrack unlock-method keychain”.',
  ]);
  const unasked = { keychain: { is: 'not-asked' } as never };
  expect(of(unasked)).toEqual(['keychain', 'ok', 'Not asked', 'The vault is open without it.', null]);
  expect(of({ ...unasked, unlocked: false })).toEqual([
    'keychain',
    'warn',
    'Not asked',
    'It might have shown a prompt, so its item was not looked for.',
    'Any other command, “keyrack list” say, asks it.',
  ]);
  expect(of(unasked, machine({}))[2]).toBe('Out of reach');
  for (const on of [machine({}, 'darwin'), machine({}, 'win32'), machine({ DBUS_SESSION_BUS_ADDRESS: 'x' })])
    expect(of(unasked, on)[2]).toBe('Not asked');
});
