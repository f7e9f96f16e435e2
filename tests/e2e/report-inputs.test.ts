import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { layOutReports } from '../support/report-files.js';
import { openReadyDesk, passphrase, storeOne } from './support/desk.js';

test('B-13 B-18 B-62 a hundred inputs of public reports dropped together: the keys are stored, and what is none is refused by its name', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk, { keyId: '2X9R4HXF34' });
  const folder = join(dirname(desk.home), 'reports');
  await mkdir(folder);
  const { repaired, named } = await layOutReports(folder);
  await app.dropFiles(
    '[data-organization]',
    [...named, ...repaired].map(({ path }) => path),
  );
  await app.see(`${named.length} refused`);
  await app.see(`${repaired.length} of ${named.length + repaired.length} ready.`);
  await app.see('PKCS#12 archive');
  await app.click('button', `Store ${repaired.length} keys`);
  await app.see(`${repaired.length} stored and verified`);
  const { out } = await keyrack(['list', '--json'], { KEYRACK_HOME: desk.home, KEYRACK_PASSPHRASE: passphrase });
  expect(JSON.parse(out).length).toBe(repaired.length + 1);
});
