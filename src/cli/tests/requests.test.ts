import { describe, expect, test } from 'vitest';
import type { CommandModule } from '../command.js';
import { backupCommand } from '../commands/backups/backup.js';
import { restoreCommand } from '../commands/backups/restore.js';
import { identifyCommand } from '../commands/imports/identify.js';
import { importCommand } from '../commands/imports/import.js';
import { editCommand } from '../commands/keys/edit.js';
import { listCommand } from '../commands/keys/list.js';
import { purgeCommand } from '../commands/keys/purge.js';
import { removeCommand } from '../commands/keys/remove.js';
import { showCommand } from '../commands/keys/show.js';
import { whichCommand } from '../commands/keys/which.js';
import { orgAddCommand, orgEditCommand, orgRemoveCommand, orgRenameCommand } from '../commands/organizations/org.js';
import { testCommand } from '../commands/tokens/test.js';
import { tokenCommand } from '../commands/tokens/token.js';
import { activityCommand } from '../commands/vault/activity.js';
import { doctorCommand } from '../commands/vault/doctor.js';
import { initCommand } from '../commands/vault/init.js';
import { repairCommand } from '../commands/vault/recovery-repair.js';
import { unlockMethodCommand } from '../commands/vault/unlock-method.js';

/** What a command line asks for: argv in, the request out; nothing runs. */
async function requestOf<R>({ build }: CommandModule<R>, argv: readonly string[]): Promise<R | undefined> {
  let asked: R | undefined;
  const command = build(async (request) => {
    asked = request;
  });
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([...argv], { from: 'user' });
  return asked;
}

const file = (path: string) => ({ source: { from: 'file', path } });

const table: readonly (readonly [line: string, request: () => Promise<unknown>, expected: unknown])[] = [
  ['init', () => requestOf(initCommand, []), { unlock: null, recovery: true, allowWeak: false }],
  [
    'init --unlock passphrase --no-recovery',
    () => requestOf(initCommand, ['--unlock', 'passphrase', '--no-recovery']),
    { unlock: 'passphrase', recovery: false, allowWeak: false },
  ],
  ['init --allow-weak', () => requestOf(initCommand, ['--allow-weak']), { unlock: null, recovery: true, allowWeak: true }],
  ['doctor', () => requestOf(doctorCommand, []), { breakLock: false }],
  ['doctor --break-lock', () => requestOf(doctorCommand, ['--break-lock']), { breakLock: true }],
  ['org add Acme', () => requestOf(orgAddCommand, ['Acme']), { name: 'Acme', issuerId: null, program: 'app-store' }],
  [
    'org add Acme --issuer X --enterprise',
    () => requestOf(orgAddCommand, ['Acme', '--issuer', 'X', '--enterprise']),
    { name: 'Acme', issuerId: 'X', program: 'enterprise' },
  ],
  ['org rename Acme Borealis', () => requestOf(orgRenameCommand, ['Acme', 'Borealis']), { organization: 'Acme', name: 'Borealis' }],
  [
    'org edit Acme --name Borealis --issuer "" --team-id T --vendor-number 1',
    () => requestOf(orgEditCommand, ['Acme', '--name', 'Borealis', '--issuer', '', '--team-id', 'T', '--vendor-number', '1']),
    { organization: 'Acme', set: { name: 'Borealis', issuerId: null, teamId: 'T', vendorNumber: '1' } },
  ],
  ['org remove Acme', () => requestOf(orgRemoveCommand, ['Acme']), { organization: 'Acme' }],
  [
    'import --from asc ~/keys',
    () => requestOf(importCommand, ['--from', 'asc', '/keys', '--limit', '20', '--yes', '--issuer', 'I']),
    { from: ['asc', '/keys'], limit: 20, organization: null, issuerId: 'I', keepBoth: false, yes: true, preview: false },
  ],
  ['identify a.txt', () => requestOf(identifyCommand, ['a.txt']), file('a.txt')],
  ['identify -', () => requestOf(identifyCommand, ['-', '--json']), { source: { from: 'stdin' } }],
  [
    'import a.p8 b.p8 --org Acme',
    () => requestOf(importCommand, ['a.p8', 'b.p8', '--org', 'Acme']),
    { organization: 'Acme', program: 'app-store', items: [file('a.p8'), file('b.p8')] },
  ],
  [
    'import - with everything',
    () =>
      requestOf(importCommand, [
        '-',
        '--org',
        'Acme',
        '--issuer',
        'I',
        '--key-id',
        'K',
        '--individual',
        '--name',
        'N',
        '--role',
        'ADMIN',
        '--role',
        'SALES',
        '--keep-both',
        '--json',
      ]),
    {
      organization: 'Acme',
      program: 'app-store',
      items: [
        { source: { from: 'stdin' }, issuerId: 'I', keyId: 'K', kind: 'individual', name: 'N', roles: ['ADMIN', 'SALES'], keepBoth: true },
      ],
    },
  ],
  [
    'import ./- --org Acme, a file of that name',
    () => requestOf(importCommand, ['./-', '--org', 'Acme']),
    { organization: 'Acme', program: 'app-store', items: [file('./-')] },
  ],
  ['list', () => requestOf(listCommand, []), { query: null, organization: null, trash: false }],
  [
    'list upl --org Acme --trash',
    () => requestOf(listCommand, ['upl', '--org', 'Acme', '--trash']),
    { query: 'upl', organization: 'Acme', trash: true },
  ],
  ['show', () => requestOf(showCommand, []), { key: undefined }],
  ['edit K --default', () => requestOf(editCommand, ['K', '--default']), { key: 'K', default: true }],
  [
    'edit K --name N --role A --role B --org O',
    () => requestOf(editCommand, ['K', '--name', 'N', '--role', 'A', '--role', 'B', '--org', 'O']),
    { key: 'K', name: 'N', roles: ['A', 'B'], organization: 'O' },
  ],
  ['purge K', () => requestOf(purgeCommand, ['K']), { key: 'K', yes: false }],
  ['purge K --yes', () => requestOf(purgeCommand, ['K', '--yes']), { key: 'K', yes: true }],
  ['remove K', () => requestOf(removeCommand, ['K']), { key: 'K' }],
  ['token', () => requestOf(tokenCommand, []), { key: undefined, scope: null, copy: false, header: false }],
  [
    'token K --lifetime 90s --scope … --scope … --copy --header',
    () => requestOf(tokenCommand, ['K', '--lifetime', '90s', '--scope', 'GET /v1/apps', '--scope', 'GET /v1/builds', '--copy', '--header']),
    { key: 'K', lifetimeSeconds: 90, scope: ['GET /v1/apps', 'GET /v1/builds'], copy: true, header: true },
  ],
  ['test', () => requestOf(testCommand, []), { keys: [], all: false }],
  ['test A B', () => requestOf(testCommand, ['A', 'B']), { keys: ['A', 'B'], all: false }],
  ['test --all', () => requestOf(testCommand, ['--all']), { keys: [], all: true }],
  ['which K', () => requestOf(whichCommand, ['K']), { key: 'K' }],
  ['activity', () => requestOf(activityCommand, []), { key: null, sinceSeconds: null }],
  ['activity --key K --since 7d', () => requestOf(activityCommand, ['--key', 'K', '--since', '7d']), { key: 'K', sinceSeconds: 604_800 }],
  [
    'unlock-method keychain',
    () => requestOf(unlockMethodCommand, ['keychain']),
    { unlock: 'keychain', rotate: false, yes: false, allowWeak: false },
  ],
  [
    'unlock-method passphrase --rotate',
    () => requestOf(unlockMethodCommand, ['passphrase', '--rotate']),
    { unlock: 'passphrase', rotate: true, yes: false, allowWeak: false },
  ],
  [
    'unlock-method passphrase --allow-weak',
    () => requestOf(unlockMethodCommand, ['passphrase', '--allow-weak']),
    { unlock: 'passphrase', rotate: false, yes: false, allowWeak: true },
  ],
  ['backup F', () => requestOf(backupCommand, ['F']), { file: 'F', yes: false, allowWeak: false }],
  [
    'backup F --yes --allow-weak',
    () => requestOf(backupCommand, ['F', '--yes', '--allow-weak']),
    { file: 'F', yes: true, allowWeak: true },
  ],
  [
    'restore F --set-aside --allow-weak',
    () => requestOf(restoreCommand, ['F', '--set-aside', '--allow-weak']),
    { file: 'F', yes: false, keepBoth: false, anew: { unlock: null, recovery: true, allowWeak: true } },
  ],
  ['recovery repair', () => requestOf(repairCommand, []), {}],
  ['recovery repair --keep newest', () => requestOf(repairCommand, ['--keep', 'newest']), { keep: 'newest' }],
];

describe('what a command line asks for', () => {
  test.for(table)('keyrack %s', async ([, request, expected]) => {
    expect(await request()).toEqual(expected);
  });
});

describe('what is no request', () => {
  test.for([
    ['one --key-id for two files', () => requestOf(importCommand, ['a', 'b', '--org', 'A', '--key-id', 'K'])],
    ['one --name for two files', () => requestOf(importCommand, ['a', 'b', '--org', 'A', '--name', 'N'])],
    ['an organization with nothing to change', () => requestOf(orgEditCommand, ['Acme'])],
    ['stdin twice', () => requestOf(importCommand, ['-', '-', '--org', 'A'])],
    ['keys and --all', () => requestOf(testCommand, ['K', '--all'])],
    ['--since without a unit', () => requestOf(activityCommand, ['--since', '7'])],
  ] as const)('%s', async ([, request]) => {
    await expect(request()).rejects.toMatchObject({ code: 'E_USAGE' });
  });
  test.for([
    ['an import without --org', () => requestOf(importCommand, ['a']), 'E_USAGE'],
    ['an import of files and of a folder', () => requestOf(importCommand, ['a', '--org', 'A', '--from', 'b']), 'E_USAGE'],
    ['a limit that is none', () => requestOf(importCommand, ['--from', 'b', '--limit', '0']), 'E_USAGE'],
    ['one Key ID for a folder', () => requestOf(importCommand, ['--from', 'b', '--key-id', 'K']), 'E_USAGE'],
    ['an import without a file', () => requestOf(importCommand, ['--org', 'A']), 'E_USAGE'],
    ['a way to unlock that is none', () => requestOf(initCommand, ['--unlock', 'touch']), 'commander.invalidArgument'],
    ['unlock-method with a way that is none', () => requestOf(unlockMethodCommand, ['touch']), 'commander.invalidArgument'],
    ['a new passphrase as an option', () => requestOf(unlockMethodCommand, ['passphrase', '--passphrase', 'x']), 'commander.unknownOption'],
    ['a passphrase as an option', () => requestOf(initCommand, ['--passphrase', 'x']), 'commander.unknownOption'],
  ] as const)('%s', async ([, request, code]) => {
    await expect(request()).rejects.toMatchObject({ code });
  });
});
