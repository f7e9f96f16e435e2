import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EventData, FoundPreview, ImportedFile, KeyTest } from '../../src/shared/ipc/contract.js';
import { startFakeApple } from '../../tools/fake-apple/server.js';
import { withKey } from '../support/conversation.js';
import { issuerId, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

type Progress = EventData<'progress'>;
const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];

/** An open vault with a key that Apple knows, and what the page hears of its jobs; `onProgress` is called at each word. */
async function jobs(onProgress: (told: Progress) => void = () => undefined) {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const heard: Progress[] = [];
  const hear = (told: Progress) => {
    heard.push(told);
    onProgress(told);
  };
  const talk = await withKey(true, { apiUrl: apple.url, hear });
  apple.register({ kind: 'team', issuerId, keyId: '2X9R4HXF34', publicKey: talk.publicKey, roles: ['ADMIN'] });
  heard.length = 0;
  const folder = await temporaryFolder(onTestFinished);
  /** As the sheet sends them, a batch a job: looked at together, then stored at the call. */
  const importsOf = async (...batches: readonly (readonly [job: string, letter: string, count: number])[]) => {
    const all = batches.flatMap(([, letter, count]) => Array.from({ length: count }, (_, n) => `${letter}${String(n).padStart(9, '0')}`));
    const paths = all.map((keyId) => join(folder, `AuthKey_${keyId}.p8`));
    for (const path of paths) {
      await writeFile(path, makeKey().applePem, { mode: 0o600 });
      talk.give(path);
    }
    const { preview, rows } = await talk.value<FoundPreview>('keys.preview', { paths });
    heard.length = 0;
    return batches.map(([job, letter]) => {
      const picked = rows.flatMap(({ row, keyId }) => (keyId?.startsWith(letter) ? [row] : []));
      const organization = { name: 'Acme', program: 'app-store' };
      return () => talk.value<{ rows: readonly ImportedFile[] }>('keys.import', { job, preview, picked, organization, issuerId });
    });
  };
  const importOf = async (...batch: readonly [job: string, letter: string, count: number]) => {
    const [run] = await importsOf(batch);
    if (!run) throw new Error('nothing to import');
    return run;
  };
  const cancel = (job: string) => void talk.invoke('jobs.cancel', { job });
  return { ...talk, apple, heard, importOf, importsOf, cancel };
}
const counted = (rows: readonly ImportedFile[]) => [
  rows.filter(({ ok }) => ok).length,
  rows.filter(({ error }) => error?.code === 'E_CANCELLED').length,
];

test('R-121 of two imports at once one is cancelled midway: the other ends whole, and the progress says whose it is', async () => {
  const { importsOf, heard, cancel, seen } = await jobs(({ job, done }) => {
    if (job === one && done === 7) cancel(one);
  });
  const [stopped, whole] = await Promise.all((await importsOf([one, 'A', 20], [other, 'B', 20])).map((run) => run()));
  if (!stopped || !whole) throw new Error('two were asked for');
  expect(counted(whole.rows)).toEqual([20, 0]);
  const [stored = 0, cancelled = 0] = counted(stopped.rows);
  expect([stored + cancelled, stored >= 7, cancelled > 0]).toEqual([20, true, true]);
  expect((await seen()).keys).toHaveLength(1 + 20 + stored);
  const last = (job: string) => heard.filter((told) => told.job === job).at(-1);
  expect([last(other), last(one)?.total]).toMatchObject([{ work: 'import', done: 20, total: 20 }, 20]);
  expect(heard.every(({ job }) => job === one || job === other)).toBe(true);
});

test('R-121 a run of tests is cancelled while an import runs: the import ends whole', async () => {
  const { apple, importOf, cancel, value, id, heard } = await jobs();
  apple.fault('hang');
  const tested = value<readonly KeyTest[]>('keys.test', { job: one, keys: [id] });
  await expect.poll(() => apple.requests.length).toBe(1);
  const imported = (await importOf(other, 'A', 10))();
  cancel(one);
  expect(await tested).toEqual([]);
  expect(counted((await imported).rows)).toEqual([10, 0]);
  expect(new Set(heard.map(({ job, work }) => `${work} ${job}`))).toEqual(new Set([`import ${other}`]));
});

test('R-121 an import is cancelled while a run of tests goes on: the tests are answered', async () => {
  const { importOf, cancel, value, id, heard } = await jobs();
  const imported = (await importOf(one, 'A', 10))();
  cancel(one);
  const tested = await value<readonly KeyTest[]>('keys.test', { job: other, keys: [id] });
  expect(tested).toMatchObject([{ key: id, outcome: 'ok' }]);
  expect(counted((await imported).rows)[1]).toBeGreaterThan(0);
  expect(heard.filter(({ work }) => work === 'test')).toMatchObject([{ job: other, test: { key: id } }]);
});

test('R-112 one key’s test of a run of many is cancelled by the page, and the other one is answered', async () => {
  const { apple, value, importOf, id } = await jobs();
  const { rows } = await (await importOf(other, 'A', 1))();
  const second = rows[0]?.id ?? '';
  apple.fault('hang', 1);
  const run = value<readonly KeyTest[]>('keys.test', { job: one, keys: [id, second] });
  await expect.poll(() => apple.requests.length).toBeGreaterThan(0);
  await value('jobs.cancel', { job: one, part: id });
  expect(await run).toMatchObject([{ key: second }]);
});

test('R-121 a look into a folder is cancelled by its name; what is over, or never was, is cancelled without a word', async () => {
  const { value, invoke, give, cancel } = await jobs();
  const folder = await temporaryFolder(onTestFinished);
  for (let n = 0; n < 20; n += 1) await writeFile(join(folder, `AuthKey_A${String(n).padStart(9, '0')}.p8`), makeKey().applePem);
  give(folder);
  const looked = invoke('keys.preview', { job: one, paths: [folder] });
  cancel(one);
  expect(await looked).toMatchObject({ ok: false, error: { code: 'E_CANCELLED' } });
  expect(await value('jobs.cancel', { job: one })).toEqual({});
  expect(await value<{ rows: readonly object[] }>('keys.preview', { job: one, paths: [folder] })).toMatchObject({
    rows: { length: 20 },
  });
});

test('two jobs under one name: the second is refused, so that a stop ends what was meant', async () => {
  const { importOf, invoke, id } = await jobs();
  const running = (await importOf(one, 'A', 3))();
  expect(await invoke('keys.test', { job: one, keys: [id] })).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
  expect(counted((await running).rows)).toEqual([3, 0]);
});
