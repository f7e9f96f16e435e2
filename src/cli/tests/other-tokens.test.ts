import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { conversation, open, storeFiles } from '../../../tests/support/conversation.js';
import { issuerId } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { startFakeApple } from '../../../tools/fake-apple/server.js';
import type { VaultData } from '../../shared/ipc/contract.js';

const another = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';

/** Acme with two keys, tested; Beta is another team, Acme Labs the same one under another name. */
async function teams() {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const { cli, folder, home } = await withKeys();
  for (const [keyId, name] of [
    ['AAAAAAAAA1', 'CI'],
    ['BBBBBBBBB2', 'Web'],
  ] as const) {
    const [key, path] = [makeKey(), join(folder, `AuthKey_${keyId}.p8`)];
    await writeFile(path, key.applePem, { mode: 0o600 });
    apple.register({ kind: 'team', keyId, issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
    await cli(['import', path, '--org', 'Acme', '--issuer', issuerId, '--name', name]);
  }
  await cli(['org', 'add', 'Beta', '--issuer', another]);
  await cli(['org', 'add', 'Acme Labs', '--issuer', issuerId]);
  await cli(['edit', 'AAAAAAAAA1', '--default']);
  expect((await cli(['test', '--all'], { env: { KEYRACK_API_URL: apple.url } })).code).toBe(0);
  const rows = async () => {
    const all: { name: string; organization: string; issuerId: string; lastTest: object | null }[] = JSON.parse(
      (await cli(['list', '--json'])).out,
    );
    return all.map((one) => [one.organization, one.name, one.issuerId, one.lastTest !== null]);
  };
  const activity = async () => {
    const all: { what: string; name: string }[] = JSON.parse((await cli(['activity', '--json'])).out);
    return all.map(({ what, name }) => `${what} ${name}`);
  };
  /** On a terminal, with this answer: what was asked. */
  const asked = async (argv: readonly string[], answer = 'n') => {
    const questions: string[] = [];
    const said = (question: string) => {
      questions.push(question);
      return answer;
    };
    return { ...(await cli(argv, { tty: true, answer: said })), questions };
  };
  return { cli, home, rows, activity, asked };
}
const untouched = [
  ['Acme', 'CI', issuerId, true],
  ['Acme', 'Web', issuerId, true],
];

describe('M-11 another Issuer ID', () => {
  test('is asked about on a terminal, with the keys it concerns; no leaves everything, yes and --yes change it', async () => {
    const { rows, asked } = await teams();
    const argv = ['org', 'edit', 'Acme', '--issuer', another];
    const no = await asked(argv);
    expect([no.code, no.out, no.questions]).toEqual([1, '', [expect.stringContaining('[y/N]')]]);
    for (const word of [issuerId, another, 'Acme / CI (AAAAAAAAA1)', 'Acme / Web (BBBBBBBBB2)']) expect(no.questions[0]).toContain(word);
    expect(await rows()).toEqual(untouched);
    expect((await asked(argv, 'y')).code).toBe(0);
    expect((await rows()).map(([, , issuer]) => issuer)).toEqual([another, another]);
    expect(await asked(['org', 'edit', 'Acme', '--issuer', issuerId, '--yes'])).toMatchObject({ code: 0, questions: [] });
  });

  test('goes on without a terminal, says what it means, forgets the tests, and is in the activity', async () => {
    const { cli, rows, activity } = await teams();
    const plain = await cli(['org', 'edit', 'Acme', '--issuer', another]);
    expect([plain.code, plain.err]).toEqual([0, expect.stringMatching(new RegExp(`CI.*${another}.*${issuerId}.*W_TOKENS_CHANGE`))]);
    expect(await rows()).toEqual([
      ['Acme', 'CI', another, false],
      ['Acme', 'Web', another, false],
    ]);
    expect((await activity()).slice(0, 2).sort()).toEqual(['issuer CI', 'issuer Web']);
    const { warnings } = JSON.parse((await cli(['org', 'edit', 'Acme', '--issuer', issuerId, '--json'])).err);
    expect(warnings).toMatchObject([{ code: 'W_TOKENS_CHANGE', message: expect.stringContaining(another) }]);
  });

  test('through a move to another team: asked, said, forgotten, written down; and that the old name means another key', async () => {
    const { cli, rows, activity, asked } = await teams();
    const no = await asked(['edit', 'AAAAAAAAA1', '--org', 'Beta']);
    expect([no.code, no.questions.length]).toEqual([1, 1]);
    for (const word of [issuerId, another, '“Acme” means Acme / Web (BBBBBBBBB2), no longer Acme / CI (AAAAAAAAA1)'])
      expect(no.questions[0]).toContain(word);
    expect(await rows()).toEqual(untouched);
    expect(await cli(['edit', 'AAAAAAAAA1', '--org', 'Beta'])).toMatchObject({ code: 0, err: expect.stringContaining('W_TOKENS_CHANGE') });
    expect(await rows()).toEqual([
      ['Acme', 'Web', issuerId, true],
      ['Beta', 'CI', another, false],
    ]);
    expect(await activity()).toEqual(expect.arrayContaining(['issuer CI', 'default Web']));
  });

  test('through a move to the Enterprise Program, which is another host', async () => {
    const { cli, asked } = await teams();
    await cli(['org', 'add', 'Inhouse', '--enterprise', '--issuer', issuerId]);
    const { questions } = await asked(['edit', 'BBBBBBBBB2', '--org', 'Inhouse']);
    expect(questions).toEqual([expect.stringContaining('of the Enterprise Program')]);
  });
});

test('M-11 another default changes whose tokens a name makes: asked, said, written down; the tests hold', async () => {
  const { cli, rows, activity, asked } = await teams();
  const { questions, code } = await asked(['edit', 'BBBBBBBBB2', '--default']);
  expect([code, questions]).toEqual([1, [expect.stringContaining('“Acme” means Acme / Web (BBBBBBBBB2), no longer Acme / CI')]]);
  expect((await cli(['which', 'Acme'])).out).toContain('AAAAAAAAA1');
  expect(await cli(['edit', 'BBBBBBBBB2', '--default'])).toMatchObject({
    code: 0,
    err: expect.stringContaining('“Acme” means Acme / Web'),
  });
  expect(await rows()).toEqual(untouched);
  expect((await activity())[0]).toBe('edit Web');
  expect(await activity()).toContain('default Web');
  expect((await cli(['remove', 'BBBBBBBBB2'])).err).toContain('“Acme” means Acme / CI (AAAAAAAAA1), no longer Acme / Web');
});

test('M-11 a key that comes back, or is purged, or comes out of a backup with the default: that the name means another one is said and written down', async () => {
  const { cli, home, activity } = await teams();
  const backup = join(home, '..', 'all.keyrack');
  const secrets = { backupPassphrase: () => 'seven green kettles whistle' };
  expect((await cli(['backup', backup], { secrets })).code).toBe(0);
  const [toWeb, toCi] = ['“Acme” means Acme / Web (BBBBBBBBB2)', '“Acme” means Acme / CI (AAAAAAAAA1)'];
  await cli(['remove', 'AAAAAAAAA1']);
  expect((await cli(['undo'])).err).toContain(toCi);
  expect((await activity()).slice(0, 2).sort()).toEqual(['default CI', 'restore CI']);
  expect((await cli(['purge', 'AAAAAAAAA1', '--yes'])).err).toContain(toWeb);
  expect(
    (await activity())
      .slice(0, 2)
      .map((line) => line.split(' ')[0])
      .sort(),
  ).toEqual(['default', 'purge']);
  expect((await cli(['restore', backup, '--yes'], { secrets })).err).toContain(toCi);
});

test('what changes no token is not asked about', async () => {
  const { asked } = await teams();
  for (const argv of [
    ['org', 'edit', 'Acme', '--issuer', issuerId.toUpperCase()],
    ['org', 'edit', 'Acme', '--team-id', 'ABCDE12345'],
    ['org', 'edit', 'Acme Labs', '--issuer', another],
    ['org', 'edit', 'Acme Labs', '--issuer', issuerId],
    ['edit', 'BBBBBBBBB2', '--org', 'Acme Labs'],
    ['edit', 'BBBBBBBBB2', '--name', 'Other'],
    ['edit', 'BBBBBBBBB2', '--default'],
  ])
    expect([argv, await asked(argv)]).toEqual([argv, expect.objectContaining({ code: 0, questions: [], err: '' })]);
});

describe('M-11 in the window', () => {
  async function windowOf(confirms: boolean) {
    const talk = await conversation(open, confirms);
    await talk.invoke('vault.unlock', { passphrase: talk.passphrase });
    for (const keyId of ['AAAAAAAAA1', 'BBBBBBBBB2']) {
      const path = join(talk.home, '..', `AuthKey_${keyId}.p8`);
      await writeFile(path, makeKey().applePem);
      talk.give(path);
      await storeFiles(talk.invoke, [path]);
    }
    await talk.invoke('organizations.add', { name: 'Beta', issuerId: another, program: 'app-store' });
    const { organizations, keys } = await talk.seen();
    const idOf = (name: string) => organizations.find((one) => one.name === name)?.id ?? '';
    const [first, second] = keys.map(({ id }) => id) as [string, string];
    await talk.invoke('organizations.edit', { id: idOf('Acme'), set: { defaultKeyId: first } });
    // Both were tested: what of it was kept is what a test leaves.
    const state = join(talk.home, 'state.json');
    const kept = JSON.parse(await readFile(state, 'utf8'));
    const lastTest = { at: '2026-01-01T00:00:00.000Z', outcome: 'ok', code: null, latencyMs: 1 };
    await writeFile(state, JSON.stringify({ ...kept, keys: { [first]: { lastTest }, [second]: { lastTest } } }));
    return { ...talk, idOf, first, second };
  }
  const edits = (it: Awaited<ReturnType<typeof windowOf>>) =>
    [
      ['organizations.edit', { id: it.idOf('Acme'), set: { issuerId: another } }, another],
      ['organizations.edit', { id: it.idOf('Acme'), set: { defaultKeyId: it.second } }, '“Acme” means'],
      ['keys.edit', { key: it.second, set: { default: true } }, '“Acme” means'],
      ['keys.edit', { key: it.second, set: { organizationId: it.idOf('Beta') } }, another],
    ] as const;
  const bare = ({ organizations, keys }: VaultData) => JSON.stringify([organizations, keys]);

  test('main asks in its own dialog, by name, and a no leaves everything as it is', async () => {
    const it = await windowOf(false);
    const before = bare(await it.seen());
    for (const [channel, input, word] of edits(it)) {
      it.questions.length = 0;
      expect(await it.invoke(channel, input)).toEqual({ ok: true, value: { changed: false } });
      expect(it.questions).toEqual([expect.stringContaining(word)]);
    }
    expect(bare(await it.seen())).toBe(before);
  });

  test('a yes changes it, forgets the test and is in the activity; what changes no token is not asked', async () => {
    const it = await windowOf(true);
    expect(await it.invoke('organizations.edit', { id: it.idOf('Acme'), set: { notes: 'a note' } })).toMatchObject({ ok: true });
    expect(it.questions).toEqual([]);
    expect(await it.invoke('keys.edit', { key: it.second, set: { organizationId: it.idOf('Beta') } })).toMatchObject({
      value: { changed: true },
    });
    const { keys } = await it.seen();
    expect(keys.map(({ id, lastTest }) => [id, lastTest === null])).toEqual(
      expect.arrayContaining([
        [it.first, false],
        [it.second, true],
      ]),
    );
    const activity = (await it.invoke('activity.list', { key: it.second, limit: 10 })) as { value: { what: string }[] };
    expect(activity.value.map(({ what }) => what)).toContain('issuer');
  });
});
