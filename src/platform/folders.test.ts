import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/home.js';
import { folders } from './folders.js';

async function folderWith(text: string) {
  const folder = await temporaryFolder(onTestFinished);
  const inside = join(folder, 'client', 'ios');
  await mkdir(inside, { recursive: true });
  await writeFile(join(folder, 'client', '.keyrack'), text);
  return { inside, path: join(folder, 'client', '.keyrack') };
}

test.for([
  ['one line', 'Acme/CI\n'],
  ['one line as Windows writes it, and empty ones', '\r\n  Acme/CI \r\n\r\n'],
])('a .keyrack file of %s names the key for the folders below', async ([, text]) => {
  const { inside, path } = await folderWith(text as string);
  expect(await folders.nearestBinding(inside)).toEqual({ selector: 'Acme/CI', path });
});

test('a .keyrack file of two lines is refused, and says neither of them', async () => {
  const { inside } = await folderWith('Acme/CI\nBorealis\n');
  await expect(folders.nearestBinding(inside)).rejects.toMatchObject({
    code: 'E_USAGE',
    message: 'The .keyrack file in “client” holds more than one line.',
    hint: expect.stringContaining('one line'),
  });
});

test('an empty .keyrack file decides nothing', async () => {
  const { inside } = await folderWith('\n');
  expect(await folders.nearestBinding(inside)).toBeNull();
});
