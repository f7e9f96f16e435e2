import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { generationFiles } from '../../src/strongroom/inside/vault/generations.js';
import { decider, homeWithThreeKeys, inEveryWay, look, threeKeys } from '../support/bytes.js';
import { type TestHome, temporaryFolder } from '../support/home.js';

const endings: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of endings) await end();
});
let made: TestHome;
beforeAll(async () => {
  made = await homeWithThreeKeys((work) => void endings.push(work));
});

const whole = { keys: threeKeys, readOnly: null, warnings: [] as string[] };
const readOnly = (file: string, current: boolean, warning: string) => ({
  keys: threeKeys,
  readOnly: expect.objectContaining({ file, current, error: expect.objectContaining({ code: 'E_VAULT_DAMAGED' }) }),
  warnings: expect.arrayContaining([warning]),
});

/** Each file where it is the one that counts: what is newer is gone, but for the copy, which is looked at beside the file it is of. */
const counts = generationFiles.map((file, n) => {
  const next = generationFiles[n + 1];
  if (file === 'vault.age') return { file, gone: [], shown: readOnly('vault.age.1', true, 'W_VAULT_RECOVERED') };
  if (file === 'vault.age.1') return { file, gone: [], shown: { ...whole, warnings: ['W_VAULT_COPY_DAMAGED'] } };
  const gone = generationFiles.slice(0, n);
  const nothing = { code: expect.stringMatching(/^E_(VAULT_DAMAGED|IDENTITY_WRONG)$/) };
  return { file, gone, shown: next === undefined ? nothing : readOnly(next, false, 'W_VAULT_OLDER') };
});

test.for(counts)(
  'R-31 $file with any byte flipped, or cut off anywhere: the newest good copy is shown and named, and nothing is written',
  async ({ file, gone, shown }) => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    await cp(made.home, home, { recursive: true });
    for (const name of gone) await rm(join(home, name));
    const path = join(home, file);
    const good = await readFile(path);
    const decided = await decider(home, file, made.recoveryKey);
    await inEveryWay(path, async (how, bad, n) => {
      expect(await decided(), how).toEqual(shown);
      if (n % 97 !== 0) return;
      // A reader from the beginning, who waits and looks again.
      expect(await look(home, { identity: made.recoveryKey }), how).toEqual(shown);
      expect((await readFile(path)).equals(bad), how).toBe(true);
    });
    expect((await readFile(path)).equals(good)).toBe(true);
  },
);

test('R-31 a revision before the current one, damaged: nothing is said of what nobody needs', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  await cp(made.home, home, { recursive: true });
  for (const file of generationFiles.slice(2))
    await inEveryWay(join(home, file), async (how, _bad, n) => {
      if (n % 97 === 0) expect(await look(home, { identity: made.recoveryKey }), `${file} ${how}`).toEqual(whole);
    });
});
