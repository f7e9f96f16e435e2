import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeWithThreeKeys, inEveryWay, look, threeKeys } from '../support/bytes.js';

test('R-31 vault.age with any byte flipped, or cut off anywhere: its copy is opened and named, and nothing is written', {
  timeout: 900_000,
}, async () => {
  const { home, recoveryKey: identity } = await homeWithThreeKeys(onTestFinished);
  const path = join(home, 'vault.age');
  await inEveryWay(path, async (how, bad) => {
    expect(await look(home, { identity }), how).toEqual({
      keys: threeKeys,
      readOnly: expect.objectContaining({
        current: true,
        file: 'vault.age.1',
        error: expect.objectContaining({ code: 'E_VAULT_DAMAGED' }),
      }),
      warnings: ['W_VAULT_RECOVERED'],
    });
    expect((await readFile(path)).equals(bad)).toBe(true);
  });
  expect(await look(home, { identity })).toEqual({ keys: threeKeys, readOnly: null, warnings: [] });
});
