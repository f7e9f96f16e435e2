import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';

const typedBack = (question: string, shown: string): string => {
  const key = /AGE-SECRET-KEY-1[A-Z0-9]{58}/.exec(shown + question)?.[0] ?? '';
  return [...(question.split('characters')[1] ?? '').matchAll(/\d+/g)].map(([at]) => key[Number(at) - 1]).join(' ');
};
const identity = (key: string) => ({ identity: async () => key, passphrase: () => null });

describe('S-04 keyrack recovery', () => {
  test('new, without a terminal: prints the key when it is in use; the old one is exit 4 from then on', async () => {
    const { cli, recoveryKey } = await withKeys('AAAAAAAAA1');
    const { code, out, err } = await cli(['recovery', 'new', '--json']);
    expect([code, err]).toEqual([0, '']);
    const made = JSON.parse(out);
    expect(made).toEqual({ recoveryKey: expect.stringMatching(/^AGE-SECRET-KEY-1/), deleted: [] });
    expect((await cli(['list', '--json'], { secrets: identity(recoveryKey) })).code).toBe(4);
    expect((await cli(['list', '--json'], { secrets: identity(made.recoveryKey) })).code).toBe(0);
    expect(await cli(['list', '--json'])).toMatchObject({ code: 0, err: '' });
    expect((await cli(['recovery', 'new'])).out).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}\n$/);
  });

  test('new, on a terminal: shown and asked back first; three wrong answers change nothing', async () => {
    const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
    const before = await readFile(join(home, 'vault.age'));
    const wrong = await cli(['recovery', 'new'], { tty: true, answer: () => '???' });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Nothing was changed')]);
    expect((await readFile(join(home, 'vault.age'))).equals(before)).toBe(true);
    let unchanged = false;
    const right = await cli(['recovery', 'new'], {
      tty: true,
      answer(question, shown) {
        unchanged = readFileSync(join(home, 'vault.age')).equals(before);
        return typedBack(question, shown);
      },
    });
    expect([right.code, unchanged]).toEqual([0, true]);
    expect((await cli(['list'], { secrets: identity(right.out.trim()) })).code).toBe(0);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(4);
  });

  test('verify: the recovery key is exit 0; another vault’s is 4; a damaged copy is 9, with what opens on stdout', async () => {
    const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
    const verify = (key: string) => cli(['recovery', 'verify', '--json'], { secrets: { identity: async () => key } });
    const good = await verify(recoveryKey);
    expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { is: 'recovery', fails: [] }]);
    expect((await cli(['recovery', 'verify'], { secrets: identity(recoveryKey) })).out).toContain('This is the recovery key of this vault');
    expect(await verify((await withKeys()).recoveryKey)).toMatchObject({ code: 4, out: '' });
    await writeFile(join(home, 'vault.age.2'), 'damaged');
    const damaged = await verify(recoveryKey);
    expect([damaged.code, JSON.parse(damaged.out)]).toMatchObject([9, { is: 'recovery', fails: ['vault.age.2'] }]);
  });
});

describe('S-05 keyrack unlock-method', () => {
  test('another passphrase from KEYRACK_NEW_PASSPHRASE; the old one is exit 4 from then on', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect(await cli(['unlock-method', 'passphrase'])).toMatchObject({ code: 4, err: expect.stringContaining('KEYRACK_NEW_PASSPHRASE') });
    const { code, out } = await cli(['unlock-method', 'passphrase', '--json'], { secrets: { newPassphrase: () => 'new one altogether' } });
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { vaultId: expect.any(String), unlock: 'passphrase', newDevice: false, newRecoveryKey: false, deleted: [] },
    ]);
    expect((await cli(['list'])).code).toBe(4);
    expect((await cli(['list'], { secrets: { passphrase: () => 'new one altogether' } })).code).toBe(0);
  });

  test('no keychain to change to: exit 4, and the passphrase still opens', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect(await cli(['unlock-method', 'keychain'])).toMatchObject({ code: 4, err: expect.stringContaining('E_KEYCHAIN_UNAVAILABLE') });
    expect((await cli(['list'])).code).toBe(0);
  });

  test('--rotate offers a new recovery key on a terminal: “no” keeps the old one, “yes” shows it and asks it back first', async () => {
    const { cli, recoveryKey } = await withKeys('AAAAAAAAA1');
    const rotate = ['unlock-method', 'passphrase', '--rotate'];
    const kept = await cli(rotate, { tty: true, answer: () => '' });
    expect([kept.code, kept.out, kept.err]).toEqual([0, expect.stringContaining('new identity'), expect.stringContaining('recovery new')]);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(0);
    const wrong = await cli(rotate, { tty: true, answer: (question) => (question.includes('“yes”') ? 'yes' : '???') });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Nothing was changed')]);
    let shown = '';
    const answer = (question: string) => {
      if (question.includes('“yes”')) return 'yes';
      shown = /AGE-SECRET-KEY-1[A-Z0-9]{58}/.exec(question)?.[0] ?? shown;
      return typedBack(question, '');
    };
    expect((await cli(rotate, { tty: true, answer })).code).toBe(0);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(4);
    expect((await cli(['list'], { secrets: identity(shown) })).code).toBe(0);
    expect((await cli(['activity'])).out).toContain('unlock-method');
  });
});
