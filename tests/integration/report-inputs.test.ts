import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { layOutReports } from '../support/report-files.js';
import { repairedInputs } from '../support/report-inputs.js';
import { namedInputs } from '../support/report-others.js';
import { firstIssuer, variableInputs } from '../support/report-variables.js';

interface ImportedRow {
  readonly path: string;
  readonly ok: boolean;
  readonly keyId: string | null;
  readonly fingerprint: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
  readonly warnings: readonly { readonly message: string }[];
}
const hashOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

test('B-13 B-18 B-32 B-62 J-06 a hundred inputs of public reports in one import: keys are stored and their repairs named, the rest is told by its name, no file is touched', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const { repaired, named } = await layOutReports(folder);
  const variables = variableInputs.find(({ what }) => what === 'several by a word behind');
  const keys = [makeKey(), makeKey()];
  const env = join(folder, '.env');
  await writeFile(env, variables?.text(keys) ?? '', { mode: 0o600 });
  const paths = [...repaired.map(({ path }) => path), ...named.map(({ path }) => path), env];
  const before = await Promise.all(paths.map(hashOf));

  const { code, out } = await keyrack(['import', ...paths, '--org', 'Acme', '--issuer', firstIssuer, '--json'], {
    KEYRACK_HOME: home,
    KEYRACK_IDENTITY: recoveryKey,
  });
  const rows: readonly ImportedRow[] = JSON.parse(out);
  expect([code, rows.length]).toEqual([8, repairedInputs.length + namedInputs.length + 2]);
  for (const [n, { what, said, fingerprint }] of repaired.entries()) {
    expect(rows[n], what).toMatchObject({ ok: true, fingerprint, error: null });
    const words = rows[n]?.warnings.map(({ message }) => message.replace(/^Repaired: (.*)\.$/, '$1'));
    expect(words, what).toEqual(expect.arrayContaining([...(said as readonly string[])]));
  }
  for (const [n, { what, said }] of named.entries()) {
    const wanted = said as Exclude<typeof said, readonly string[]>;
    const { ok, error } = rows[repaired.length + n] ?? {};
    expect([ok, error?.code, error?.message, error?.hint], what).toEqual([
      false,
      wanted.code,
      expect.stringMatching(wanted.is),
      expect.stringMatching(wanted.next),
    ]);
  }
  expect(rows.slice(-2).map(({ ok, fingerprint }) => [ok, fingerprint])).toEqual(keys.map((key) => [true, key.fingerprint]));
  expect(await Promise.all(paths.map(hashOf))).toEqual(before);
});
