import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createKeyrack } from '../../src/core/keyrack.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import { placedTools, placesIn } from '../../src/shared/tools/places.js';
import { toolIds, toolOf } from '../../src/shared/tools/registry.js';
import type { WrittenPlace } from '../../src/shared/tools/tool.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { type Entry, type Sample, samples } from '../support/tool-samples.js';
import { contentsOf } from '../support/tools-home.js';

// One suite, run by every tool of the registry: whoever adds one gets these for the price of a sample.

const keyId = 'ABC123DEFG';
type Given = Pick<Sample, 'key' | 'json' | 'keyFile'> & { readonly file: string };

/** A user's folders, the use cases over a real strongroom, and a key nobody has stored yet. */
async function around(env: Readonly<Record<string, string>> = {}) {
  const { home, room } = await makeHome(onTestFinished);
  const root = await temporaryFolder(onTestFinished);
  const [user, project] = [join(root, 'user'), join(root, 'user/project')];
  await mkdir(project, { recursive: true });
  const unused = async (): Promise<never> => {
    throw new Error('nothing here is asked of the machine');
  };
  const keyrack = createKeyrack({
    strongroom: room,
    clock: { now: Date.now, monotonic: () => performance.now(), uptime: () => performance.now(), wait: async () => undefined },
    http: unused,
    clipboard: unused,
    homeFiles: homeFilesIn(home),
    folders: { nearestBinding: async () => null },
    machine: unused,
    cwd: project,
    defaultSelector: null,
    apiUrl: null,
    interactive: false,
    packaged: false,
    unlocks: 'when-told',
    from: 'cli',
    elsewhere: { homedir: user, env: Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(root, path)])) },
  });
  onTestFinished(() => keyrack.settled());
  const key = makeKey();
  const put = async (path: string, text: string) => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  /** A tool's file there, with an entry that is right but for what is changed. */
  const lay = async (path: string, sample: Given, change: Partial<Entry> = {}) => {
    const beside = sample.keyFile ? join(dirname(path), sample.keyFile(keyId)) : join(root, `elsewhere/AuthKey_${keyId}.p8`);
    if (sample.key === 'beside it') await put(beside, key.applePem);
    const entry = { keyId, issuerId, name: 'myapp', key: key.applePem, path: beside, ...change };
    return put(path, JSON.stringify(sample.json(entry)));
  };
  /** As an import does that has seen the preview: what a file names is confirmed. */
  const bring = async (path: string) => {
    const { rows } = await keyrack.findKeys({ from: [path], limit: 10 });
    const picked = rows.filter(({ state }) => state !== 'refused');
    const imported = await keyrack.importFound({ rows: picked, organization: 'Acme', program: 'app-store', issuerId, keepBoth: false });
    return { rows, imported: imported.rows };
  };
  return { room, keyrack, key, root, user, project, put, lay, bring };
}

const cases = toolIds.flatMap((tool) => samples[tool].map((sample) => ({ tool, sample, file: sample.file })));
/** Each written place by itself, with the variable set that it needs. */
const places = toolIds.flatMap((tool) =>
  placesIn(toolOf(tool)).flatMap(({ as, place }) => [place].flat().map((written) => ({ tool, as, written }))),
);
const [fileSample] = samples.list;

function pathFor(written: WrittenPlace, { user, project, root }: { user: string; project: string; root: string }): string {
  const [start = '', ...below] = written.split('/');
  const from = start === '~' ? user : start === '.' ? project : join(root, 'from-variable');
  return join(from, ...below);
}

test('every tool that keeps JSON has a sample of it, and is in the documentation with its variables', async () => {
  const docs = await readFile(resolve(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  for (const tool of toolIds) {
    expect(samples[tool].length > 0, tool).toBe(toolOf(tool).json !== null);
    if (placedTools.includes(tool)) expect(docs, tool).toContain(`\`${tool}\``);
  }
  for (const { written } of places) if (written.startsWith('$')) expect(docs).toContain(`\`${written.slice(1).split('/')[0]}\``);
});

describe.each(places)('$tool keeps things at $written', ({ tool, as, written }) => {
  test('J-06 what lies there is found, told as this tool’s, and stored; nothing there is touched', async () => {
    const variable = written.startsWith('$') ? { [written.slice(1).split('/')[0] ?? '']: 'from-variable' } : {};
    const it = await around(variable);
    const there = pathFor(written, it);
    const [sample] = samples[tool];
    const folders = Array.from({ length: toolOf(tool).foldersDown }, (_, n) => `folder${n}`);
    const path =
      as === 'keys'
        ? await it.put(join(there, ...folders, `AuthKey_${keyId}.p8`), it.key.applePem)
        : await it.lay(as === 'file' ? there : join(there, sample?.file ?? ''), sample ?? (fileSample as Sample));
    const before = await contentsOf(it.root);
    const { rows } = await it.keyrack.findKeys({ from: [tool], limit: 100 });
    const found = rows.filter((row) => row.path === path);
    expect(found).toMatchObject([{ tool, keyId, state: as !== 'keys' && sample?.key === 'beside it' ? 'elsewhere' : 'new' }]);
    const stored = await it.keyrack.importFound({ rows: found, organization: 'Acme', program: 'app-store', issuerId, keepBoth: false });
    expect(stored.rows).toMatchObject([{ ok: true, keyId, fingerprint: it.key.fingerprint }]);
    const [again] = (await it.keyrack.findKeys({ from: [tool], limit: 100 })).rows.filter((row) => row.path === path);
    expect(['stored', 'known-id', 'repeat']).toContain(again?.state);
    expect(await contentsOf(it.root)).toEqual(before);
  });
});

describe.each(cases)('$tool’s $file', ({ tool, sample, file }) => {
  test('J-04 is read, known for this tool’s before and after it is stored, and imported with all it says', async () => {
    const it = await around();
    const path = await it.lay(join(it.user, file), sample);
    const own = { kind: `${tool}-json`, keyId };
    expect(await it.keyrack.identify({ source: { from: 'file', path } })).toMatchObject({ ...own, stored: false });
    const { rows, imported } = await it.bring(path);
    expect(rows).toMatchObject([{ tool, keyId, issuerId, error: null }]);
    expect(imported).toMatchObject([{ ok: true, keyId, fingerprint: it.key.fingerprint, organization: 'Acme', error: null }]);
    expect(await it.keyrack.identify({ source: { from: 'file', path } })).toMatchObject({ ...own, stored: true, organization: 'Acme' });
    const { id = '' } = (await it.room.read()).keys[0] ?? {};
    expect((await it.room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null })).token).toMatch(/^eyJ/);
  });

  const wrong = [42, -0, true, null, ['x'], { a: 1 }, '', undefined];
  test('J-08 without its key, or with something else in its place, it is refused in words, and nothing of it is said again', async () => {
    const it = await around();
    for (const [n, odd] of wrong.entries()) {
      // asckey says nowhere where its keys lie: it is their folder that is none.
      const path = await it.lay(join(it.user, `${n}`, file), sample, { key: odd, path: odd, ...(tool === 'asckey' ? { name: '..' } : {}) });
      const { rows, imported } = await it.bring(path);
      expect(imported, String(odd)).toEqual([]);
      expect(
        rows.map(({ error }) => error?.code),
        JSON.stringify(odd),
      ).toEqual(['E_JSON_FORMAT']);
    }
    expect((await it.room.read()).keys).toEqual([]);
  });

  test('J-08 a Key ID or Issuer ID of the wrong kind is never stored, and is nobody’s fault but its row’s', async () => {
    const it = await around();
    for (const [n, odd] of [...wrong, 'kurz', '表'.repeat(10), `${keyId}\u202e`].entries()) {
      const { rows } = await it.bring(await it.lay(join(it.user, `${n}`, file), sample, { keyId: odd }));
      for (const { error } of rows)
        expect([null, 'E_JSON_FORMAT', 'E_KID_FORMAT', 'E_KID_MISSING', 'E_FILE_JSON']).toContain(error?.code ?? null);
      await it.bring(await it.lay(join(it.user, `issuer-${n}`, file), sample, { issuerId: odd }));
    }
    const { keys, organizations } = await it.room.read();
    expect(new Set(keys.map((key) => key.keyId))).toEqual(new Set(keys.length > 0 ? [keyId] : []));
    expect(organizations.every((one) => one.issuerId === issuerId)).toBe(true);
  });

  test('J-01, J-09 a megabyte where the key or its path belongs is refused; in a name it is cut, and the key is stored', async () => {
    const it = await around();
    const megabyte = 'x'.repeat(1024 * 1024);
    if (tool !== 'asckey') {
      const big = await it.bring(await it.lay(join(it.user, 'big', file), sample, { key: megabyte, path: megabyte }));
      expect(big.rows).toMatchObject([{ error: { code: expect.stringMatching(/^E_JSON_(LIMIT|FORMAT)$/) } }]);
      expect(JSON.stringify(big).length).toBeLessThan(10_000);
      const named = await it.bring(await it.lay(join(it.user, 'named', file), sample, { name: megabyte }));
      expect(named.imported).toMatchObject([{ ok: true, fingerprint: it.key.fingerprint }]);
    }
    const long = await it.bring(await it.lay(join(it.user, 'long', file), sample, { name: 'n'.repeat(5_000) }));
    expect(JSON.stringify(long).length).toBeLessThan(20_000);
    for (const { name } of (await it.room.read()).keys) expect(name.length).toBeLessThanOrEqual(200);
  });

  test('J-09 a name in any script comes through, without what cannot be seen in it', async () => {
    const it = await around();
    const folder = tool === 'asckey' ? 'myapp' : '\u202eÄpfel 表情 🔑\u0000';
    const { imported } = await it.bring(await it.lay(join(it.user, file), sample, { name: folder }));
    expect(imported).toMatchObject([{ ok: true }]);
    expect(['Äpfel 表情 🔑', 'myapp', keyId]).toContain(imported[0]?.name);
  });

  if (sample.key !== 'beside it') return;
  test('J-06 a path that leads out of its folder, or is none of this machine, is refused', async () => {
    const it = await around();
    await it.put(join(it.root, 'outside.p8'), it.key.applePem);
    for (const [n, path] of [
      '../outside.p8',
      'a/../../outside.p8',
      '..\\outside.p8',
      'file:///outside',
      'a\u0000b',
      'https://x/y',
    ].entries()) {
      const { rows, imported } = await it.bring(await it.lay(join(it.user, `${n}`, file), sample, { path, name: path }));
      expect(imported, path).toEqual([]);
      expect(rows, path).toMatchObject([{ state: 'refused', error: { code: 'E_JSON_FORMAT' } }]);
    }
  });
});
