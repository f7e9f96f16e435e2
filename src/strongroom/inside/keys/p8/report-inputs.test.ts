import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder, testPorts } from '../../../../../tests/support/home.js';
import { keyOfBothSigns, repairedInputs } from '../../../../../tests/support/report-inputs.js';
import { namedInputs } from '../../../../../tests/support/report-others.js';
import { KeyrackError } from '../../../../shared/errors/index.js';
import { sourcePorts } from '../import-keys.js';
import { readSource } from '../key-file.js';
import { readKey } from './read-key.js';

let folder = '';
beforeAll(async () => {
  const ends: (() => Promise<void>)[] = [];
  folder = await temporaryFolder((work) => void ends.push(work));
  return async () => {
    for (const end of ends) await end();
  };
});

test.for(repairedInputs)('B-13 B-18 B-66 $what: the same key, and what was repaired is said', ({ bytes, said }) => {
  const key = keyOfBothSigns();
  const read = readKey(Buffer.from(bytes(key) as string));
  expect(read.fingerprint).toBe(key.fingerprint);
  const words = read.warnings.map(({ message }) => message);
  expect(words.map((one) => one.replace(/^Repaired: (.*)\.$/, '$1')).sort()).toEqual([...(said as readonly string[])].sort());
});

test.for(namedInputs)('B-32 B-62 $what is told by its name, with what to do', async ({ what, bytes, said }) => {
  const wanted = said as Exclude<typeof said, readonly string[]>;
  for (const name of ['AuthKey_2X9R4HXF34.p8', 'download']) {
    const path = join(folder, name);
    await writeFile(path, bytes(keyOfBothSigns()), { mode: 0o600 });
    const got = await readSource({ from: 'file', path }, sourcePorts(testPorts(folder))).catch((error: unknown) => error);
    expect(got, what).toBeInstanceOf(KeyrackError);
    const { code, message, hint } = got as KeyrackError;
    expect([code, message, hint]).toEqual([wanted.code, expect.stringMatching(wanted.is), expect.stringMatching(wanted.next)]);
  }
});
