import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { many } from '../support/long.js';
import { liveThrough, makeTemplate, type Template } from '../support/never-lost.js';

/** KEYRACK_SEQUENCES=5000 KEYRACK_STEPS=12 KEYRACK_SEED=1 by hand; the same seed is the same sequence. */
const sequences = Number(process.env.KEYRACK_SEQUENCES ?? many(208, 2_000));
const firstSeed = Number(process.env.KEYRACK_SEED ?? 20_261_127);
const steps = Number(process.env.KEYRACK_STEPS ?? many(5, 8));
const parts = 8;

const templates: Template[] = [];
beforeAll(async () => {
  for (const way of ['keychain', 'passphrase'] as const) templates.push(await makeTemplate(way));
});
afterAll(async () => {
  for (const { folder } of templates) await rm(folder, { recursive: true, force: true });
});

test.for(Array.from({ length: parts }, (_, part) => part))(
  `M-1 ${sequences} random sequences from seed ${firstSeed}, on a disk that fails at random: no key is lost that was not purged, what was called stored is there, what was said is so (part %i)`,
  { timeout: 3_600_000 },
  async (part) => {
    let [faults, done] = [0, 0];
    for (let n = part; n < sequences; n += parts) {
      const template = templates[(firstSeed + n) % 2];
      if (!template) throw new Error('no template');
      const lived = await liveThrough(firstSeed + n, template, steps);
      faults += lived.faults;
      done += lived.done;
    }
    // Neither a disk that never fails nor one that always does says anything.
    expect(faults).toBeGreaterThan(sequences / parts);
    expect(done).toBeGreaterThan(sequences / parts);
  },
);
