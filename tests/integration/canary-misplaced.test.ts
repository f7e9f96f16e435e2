import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { newIdentity } from '../../src/strongroom/inside/vault/seal.js';
import { findPartsIn, findPartsUnder, partsOfIdentity, partsOfKey, pieceOf } from '../support/canary.js';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, storeKey, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

// Secrets where none belongs: what the real commands then say and leave is searched for any part of them.

const key = makeKey();
const base64 = key.applePem.split('\n').slice(1, -1).join('');
const url = Buffer.from(base64, 'base64').toString('base64url');
const oneLine = key.applePem.replaceAll('\n', '\\n');
const recovery = await newIdentity();
const parts = [...partsOfKey('the key', key.applePem), ...partsOfIdentity('the recovery key', recovery)];

const ending: (() => Promise<void>)[] = [];
let home = '';
let folder = '';
let env: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  const made = await makeHome((work) => void ending.push(work));
  folder = await temporaryFolder((work) => void ending.push(work));
  await storeKey(made.room, folder, '2X9R4HXF34');
  home = made.home;
  await mkdir(join(folder, 'tmp'));
  env = {
    KEYRACK_HOME: home,
    KEYRACK_IDENTITY: made.recoveryKey,
    KEYRACK_BACKUP_PASSPHRASE: 'four words, well shuffled',
    TMPDIR: join(folder, 'tmp'),
  };
  return async () => {
    for (const work of ending.reverse()) await work();
  };
});

/** Runs each, plain and with --json, and answers all that was said. */
async function saidBy(
  commands: readonly (readonly string[])[],
  more: Readonly<Record<string, string>> = {},
  options: Parameters<typeof keyrack>[2] = {},
): Promise<string> {
  const said: string[] = [];
  for (const [n, args] of commands.entries()) {
    const { out, err } = await keyrack(n % 2 === 0 ? args : [...args, '--json'], { ...env, ...more }, options);
    said.push(out, err);
  }
  return said.join('\n');
}

async function holdsNoPart(said: string): Promise<void> {
  expect(said.length).toBeGreaterThan(20);
  expect(findPartsIn(Buffer.from(said), 'what was said', parts)).toEqual([]);
  expect(await findPartsUnder(home, parts)).toEqual([]);
  expect(await findPartsUnder(join(folder, 'tmp'), parts)).toEqual([]);
  // The same search on the same text, and 24 characters more of each.
  expect(findPartsIn(Buffer.from(`${said}\n${parts.map(pieceOf).join('\n')}`, 'latin1'), 'what was said', parts)).toHaveLength(
    parts.length,
  );
}

const wrong = [base64, recovery, url, oneLine, recovery.toLowerCase(), key.scalar.toString('hex')];
/** Each of them has its turn in every second place or so; `src/cli/tests/secrets.test.ts` has them in all. */
const twoOf = (n: number): readonly string[] => [wrong[n % wrong.length] ?? '', wrong[(n + 3) % wrong.length] ?? ''];

describe('M-2 no 24 characters of a secret are said again or left in a file when it is given', () => {
  test('as an argument', async () => {
    const places: readonly ((secret: string) => readonly string[])[] = [
      (secret) => [secret],
      (secret) => ['token', secret],
      (secret) => ['show', `Acme/${secret}`],
      (secret) => ['org', 'add', secret],
      (secret) => ['org', 'rename', 'Acme', secret],
      (secret) => ['edit', '2X9R4HXF34', '--name', secret],
      (secret) => ['import', secret, '--org', 'Acme'],
      (secret) => ['import', '/nowhere.p8', '--org', secret],
      (secret) => ['import', '--from', secret, '--preview'],
      (secret) => ['identify', secret],
      (secret) => ['activity', '--since', secret],
      (secret) => ['token', '2X9R4HXF34', '--scope', secret],
      (secret) => ['backup', `/nowhere/${secret}`],
      (secret) => ['restore', secret, '--yes'],
      (secret) => ['list', `--${secret}`],
      (secret) => ['help', secret],
      (secret) => ['__complete', 'bash', '--', 'token', secret],
    ];
    await holdsNoPart(await saidBy(places.flatMap((place, n) => twoOf(n).map((secret) => place(secret)))));
  });

  test('in a variable', async () => {
    const given: readonly ((secret: string) => Readonly<Record<string, string>>)[] = [
      (secret) => ({ KEYRACK_KEY: secret }),
      (secret) => ({ KEYRACK_API_URL: secret }),
      (secret) => ({ KEYRACK_HOME: join('/nowhere', secret) }),
      (secret) => ({ KEYRACK_IDENTITY: '', KEYRACK_IDENTITY_FILE: secret }),
      (secret) => ({ KEYRACK_IDENTITY: secret }),
      (secret) => ({ KEYRACK_IDENTITY: '', KEYRACK_PASSPHRASE: secret }),
    ];
    for (const [n, variables] of given.entries())
      for (const secret of twoOf(n)) await holdsNoPart(await saidBy([['test'], ['token'], ['doctor']], variables(secret)));
  });

  test('in a .keyrack', async () => {
    for (const [n, secret] of wrong.entries()) {
      const cwd = join(folder, `bound-${n}`);
      await mkdir(cwd);
      await writeFile(join(cwd, '.keyrack'), [`${secret}\n`, `Acme/${secret}\n`, `${secret}\n${secret}\n`][n % 3] ?? '');
      await holdsNoPart(await saidBy([['which'], ['token']], {}, { cwd }));
    }
  });

  test('as the name of a file, with a good key in it or a bad one', async () => {
    for (const [n, name] of [`${url}.p8`, `AuthKey_${url}.p8`, `${recovery}.p8`, `${recovery.toLowerCase()}.pem`].entries()) {
      const place = join(folder, `names-${n}`);
      await mkdir(place);
      await writeFile(join(place, name), n % 2 === 0 ? makeKey().applePem : 'not a key', { mode: 0o600 });
      const path = join(place, name);
      await holdsNoPart(
        await saidBy([
          ['identify', path],
          ['identify', path],
          ['import', '--from', place, '--org', 'Acme', '--issuer', issuerId, '--preview'],
          ['import', '--from', place, '--org', 'Acme', '--issuer', issuerId, '--preview'],
          ['import', path, '--org', 'Acme', '--issuer', issuerId, '--key-id', `N4MED0000${n}`],
          ['list', '--org', 'Acme'],
          ['show', `N4MED0000${n}`],
          ['show', `N4MED0000${n}`],
          ['restore', path, '--yes'],
          ['backup', path],
        ]),
      );
    }
  });
});

test('S-06 no 24 characters of what a file of another kind holds are said or left in a file', async () => {
  const contents = {
    'recovery.txt': `# Keyrack\n${recovery}\n`,
    'key.p8': key.applePem,
    'half.p8': key.applePem.slice(0, 150),
    'one-line.txt': base64,
  };
  const place = join(folder, 'contents');
  await mkdir(place);
  for (const [name, text] of Object.entries(contents)) await writeFile(join(place, name), text, { mode: 0o600 });
  const inJson = { key_id: base64, issuer_id: recovery, key: oneLine, name: url };
  await writeFile(join(place, 'tool.json'), JSON.stringify(inJson), { mode: 0o600 });
  for (const name of [...Object.keys(contents), 'tool.json']) {
    const path = join(place, name);
    await holdsNoPart(
      await saidBy([
        ['identify', path],
        ['identify', path],
        ['restore', path, '--yes'],
        ['restore', path, '--yes'],
        ['import', '--from', path, '--preview'],
        ['import', '--from', path, '--preview'],
      ]),
    );
    await holdsNoPart(await saidBy([['list'], ['list']], { KEYRACK_IDENTITY: '', KEYRACK_IDENTITY_FILE: path }));
  }
  for (const name of ['recovery.txt', 'half.p8', 'tool.json'])
    await holdsNoPart(
      await saidBy([
        ['import', join(place, name), '--org', 'Acme'],
        ['import', join(place, name), '--org', 'Acme'],
      ]),
    );
});
