import { createPublicKey, verify } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { contentsOf, issuers, layOutTools, type ToolsHome } from '../support/tools-home.js';

const ends: (() => Promise<void>)[] = [];
beforeAll(() => async () => {
  for (const end of ends) await end();
});

async function vault(home: string) {
  const made = await makeHome((work) => void ends.push(work));
  const env = { KEYRACK_HOME: made.home, KEYRACK_IDENTITY: made.recoveryKey, HOME: home };
  return { env, room: made.room };
}
interface PreviewRow {
  readonly row: number;
  readonly tool: string | null;
  readonly keyId: string;
  readonly organization: string | null;
  readonly state: string;
  readonly sameAs: number | null;
}

describe('a home in which every other tool has worked', () => {
  let tools: ToolsHome;
  let env: Awaited<ReturnType<typeof vault>>['env'];
  let room: Awaited<ReturnType<typeof vault>>['room'];
  let before: readonly string[];
  beforeAll(async () => {
    tools = await layOutTools(await temporaryFolder((work) => void ends.push(work)));
    ({ env, room } = await vault(tools.home));
    before = await contentsOf(tools.home);
  });
  const ran = (...args: readonly string[]) => keyrack(args, env, { cwd: tools.project });

  test('J-06 all of it is found and previewed, duplicates marked, and nothing is imported by looking', async () => {
    const { code, out, err } = await ran('import', '--from', 'all', '--preview', '--json');
    expect([code, err]).toEqual([0, '']);
    const rows: readonly PreviewRow[] = JSON.parse(out);
    const worthwhile = rows.filter(({ state }) => state === 'new' || state === 'elsewhere');
    expect(worthwhile.map(({ keyId }) => keyId).sort()).toEqual(Object.keys(tools.keys).sort());
    expect(new Set(rows.map(({ tool }) => tool))).toEqual(new Set(['asc', 'asckey', 'asc-mcp', 'fastlane', 'rcodesign', 'eas', 'altool']));
    // The same key in another tool's files, or twice in one: a repeat of the first.
    const first = rows.find(({ keyId }) => keyId === 'ASCWORK001')?.row;
    const repeats = rows.filter(({ state }) => state === 'repeat');
    expect(repeats.filter(({ keyId }) => keyId === 'ASCWORK001').map(({ sameAs }) => sameAs)).toEqual([first, first]);
    expect(repeats.map(({ keyId }) => keyId).sort()).toEqual(
      ['ASCHOME001', 'ASCKEYIN01', 'ASCKEYTM01', 'ASCWORK001', 'ASCWORK001', 'EASSUBMI01'].sort(),
    );
    expect(rows.every(({ state }) => state !== 'refused')).toBe(true);
    expect((await room.read()).keys).toEqual([]);
    const { out: table } = await ran('import', '--from', 'all', '--preview');
    expect(table).toContain('Client Corp');
  });

  test('without a terminal nothing is imported before --yes', async () => {
    expect(await ran('import', '--from', 'all')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--yes') });
    expect((await room.read()).keys).toEqual([]);
  });

  test('imported in one go, each where its Issuer ID belongs; every key signs, and nothing of theirs is changed', async () => {
    await ran('org', 'add', 'Acme', '--issuer', issuers.acme);
    const { code, out } = await ran('import', '--from', 'all', '--yes', '--json');
    const rows: readonly { ok: boolean; keyId: string; error: { code: string } | null }[] = JSON.parse(out);
    // altool's folder tells no Issuer ID: that one waits for --org.
    expect([code, rows.filter(({ ok }) => !ok)]).toEqual([
      8,
      [expect.objectContaining({ keyId: 'ALTOOLKE01', error: expect.objectContaining({ code: 'E_ISSUER_MISSING' }) })],
    ]);
    const rest = await ran('import', '--from', 'altool', '--yes', '--org', 'Acme', '--json');
    expect([rest.code, JSON.parse(rest.out)]).toMatchObject([0, [{ ok: true, keyId: 'ALTOOLKE01', organization: 'Acme' }]]);

    const view = await room.read();
    expect(view.keys.map(({ keyId, fingerprint }) => [keyId, fingerprint]).sort()).toEqual(
      Object.entries(tools.keys)
        .map(([keyId, { fingerprint }]) => [keyId, fingerprint])
        .sort(),
    );
    expect(view.organizations.map(({ name, issuerId, vendorNumber }) => [name, issuerId, vendorNumber])).toEqual(
      expect.arrayContaining([
        ['Acme', issuers.acme, '88012345'],
        ['Client Corp', issuers.single, '81234567'],
        [`Team ${issuers.borealis.slice(0, 8)}`, issuers.borealis, null],
      ]),
    );
    expect(view.keys.find(({ keyId }) => keyId === 'ASCKEYIN01')?.kind).toBe('individual');
    expect(view.keys.find(({ keyId }) => keyId === 'ASCHOME001')?.name).toBe('private');
    for (const { id, keyId } of view.keys) {
      const { token } = await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
      const [head = '', payload = '', signature = ''] = token.split('.');
      const key = createPublicKey({ key: tools.keys[keyId]?.spkiDer ?? Buffer.alloc(0), format: 'der', type: 'spki' });
      expect(
        verify('sha256', Buffer.from(`${head}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')),
        keyId,
      ).toBe(true);
    }
    expect(await contentsOf(tools.home)).toEqual(before);
  });

  test('looked at again, all of it is known; and nothing new is imported', async () => {
    const rows: readonly PreviewRow[] = JSON.parse((await ran('import', '--from', 'all', '--preview', '--json')).out);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['stored', 'known-id', 'repeat']));
    const revision = (await room.read()).revision;
    expect(await ran('import', '--from', 'all', '--yes', '--json')).toMatchObject({ code: 0, out: '[]\n' });
    expect((await room.read()).revision).toBe(revision);
  });
});

test('B-54 B-61 a folder is no file; with --from its keys are imported, and the rest is named', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { env, room } = await vault(folder);
  await mkdir(join(folder, 'keys/node_modules'), { recursive: true });
  for (const [name, text] of Object.entries({
    'AuthKey_ABC123DEF1.p8': makeKey().applePem,
    'sub/AuthKey_ABC123DEF2.pem': makeKey().opensslPem,
    'bad.p8': '<html>',
    'notes.txt': '',
  })) {
    await mkdir(join(folder, 'keys', name, '..'), { recursive: true });
    await writeFile(join(folder, 'keys', name), text, { mode: 0o600 });
  }
  const path = join(folder, 'keys');
  expect(JSON.parse((await keyrack(['import', path, '--org', 'Acme', '--json'], env)).out)).toMatchObject([
    { error: { code: 'E_FILE_KIND' } },
  ]);
  const { code, out, err } = await keyrack(['import', '--from', 'keys', '--org', 'Acme', '--issuer', issuerId, '--yes'], env, {
    cwd: folder,
  });
  expect([code, out.trim().split('\n').length]).toEqual([0, 2]);
  expect(err).toContain('node_modules: skipped');
  expect((await room.read()).keys.map(({ keyId }) => keyId).sort()).toEqual(['ABC123DEF1', 'ABC123DEF2']);
  expect(JSON.parse((await keyrack(['import', '--from', path, '--limit', '1', '--preview', '--json'], env)).out)).toHaveLength(1);
});

test('B-60 a hostile name reaches the terminal escaped', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { env } = await vault(folder);
  const path = join(folder, '\u001b[31m\u202eAuthKey_ABC123DEFG.p8');
  await writeFile(path, makeKey().applePem, { mode: 0o644 });
  for (const args of [
    ['import', path, '--org', 'Acme', '--issuer', issuerId],
    ['import', '--from', folder, '--preview', '--org', 'Acme'],
    ['identify', path],
  ]) {
    const { code, out, err } = await keyrack(args, env);
    expect(code).toBe(0);
    expect(out + err).not.toMatch(/[\u001b\u202e]/);
  }
});

test('identify on the command line: a file, a variable on stdin, a token; no vault opened is exit 4', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { env } = await vault(folder);
  const key = makeKey();
  const path = join(folder, 'AuthKey_ABC123DEFG.p8');
  await writeFile(path, key.applePem, { mode: 0o600 });
  await keyrack(['import', path, '--org', 'Acme', '--issuer', issuerId], env);
  const own = { keyId: 'ABC123DEFG', organization: 'Acme', name: 'ABC123DEFG', stored: true, fingerprint: key.fingerprint };
  expect(JSON.parse((await keyrack(['identify', path, '--json'], env)).out)).toEqual({ kind: 'key', ...own, repairs: [] });
  const variable = Buffer.from(key.opensslPem).toString('base64');
  expect(JSON.parse((await keyrack(['identify', '-', '--json'], env, { stdin: variable })).out)).toEqual({
    kind: 'key',
    ...own,
    repairs: ['base64 of the whole file.'],
  });
  const token = (await keyrack(['token', '--header'], env)).out;
  expect(JSON.parse((await keyrack(['identify', '-', '--json'], env, { stdin: token })).out)).toMatchObject({ kind: 'token', ...own });
  expect((await keyrack(['identify', path], env)).out).toContain('yes, in Acme');
  expect((await keyrack(['identify', path], { ...env, KEYRACK_IDENTITY: '' })).code).toBe(4);
});
