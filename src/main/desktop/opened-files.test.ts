import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { argumentsOf, createOpenedFiles } from './opened-files.js';

const folder = resolve('/home/ann');

test('only .p8 files are opened, by path or address; each once, until they are taken', () => {
  const opened = createOpenedFiles();
  let times = 0;
  opened.heard(() => {
    times += 1;
  });
  const absolute = resolve('/tmp/AuthKey_B.P8');
  opened.add(
    ['a.p8', absolute, 'a.p8', 'notes.txt', '.', '/prefetch:1', 'p8', 'https://example.com/c.p8', 'file://other-host/x.p8'],
    folder,
  );
  opened.add([], folder);
  expect(times).toBe(1);
  expect(opened.take()).toEqual([resolve(folder, 'a.p8'), absolute]);
  expect(opened.take()).toEqual([]);
});

test.skipIf(process.platform === 'win32')('an address of a file is its path', () => {
  const opened = createOpenedFiles();
  opened.add(['file:///tmp/Auth%20Key.p8', 'file:///tmp/a%2Fb.p8'], folder);
  expect(opened.take()).toEqual(['/tmp/Auth Key.p8']);
});

test('nobody fills the memory with files to open', () => {
  const opened = createOpenedFiles();
  opened.add(
    Array.from({ length: 1_500 }, (_, n) => `${n}.p8`),
    folder,
  );
  expect(opened.take()).toHaveLength(1_000);
});

test('H-62 switches and the program itself are no files', () => {
  const opened = createOpenedFiles();
  opened.add(
    argumentsOf(['/odd/keyrack.p8', '--original-process-start-time=13', '-x.p8', 'out/main/index.js', 'AuthKey_2X9R4HXF34.p8']),
    folder,
  );
  expect(opened.take()).toEqual([resolve(folder, 'AuthKey_2X9R4HXF34.p8')]);
});
