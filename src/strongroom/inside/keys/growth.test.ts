import { expect, test } from 'vitest';
import { framed, notLinear, shapes } from '../../../../tests/support/growth.js';
import { testPorts } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { emptyDocument } from '../document/document.js';
import { identifySource } from './identify.js';
import { sourcePorts } from './import-keys.js';
import { readSource } from './key-file.js';
import { readKey } from './p8/read-key.js';

// What is read is refused or it is a key; here it only counts how long that takes. A mistake of ours must not pass for a quick answer.
const refusable = async (work: () => unknown): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof KeyrackError) || error.code === 'E_INTERNAL') throw error;
  }
};
const ports = sourcePorts(testPorts('/nonexistent'));
const nobodys = emptyDocument({ vaultId: '', devices: [], recovery: null, savedAt: '' });
const pasted = (text: string) => refusable(() => readSource({ from: 'text', text }, ports));
const identified = (text: string) => refusable(() => identifySource({ from: 'text', text }, nobodys, ports));
const ids = { key_id: '2X9R4HXF34', issuer_id: '57246542-96fe-1a63-e053-0824d011072a' };
const inFrames = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`framed: ${name}`, framed(shape)]));
const minutes = 10 * 60_000;

test('M-16 a key file of any shape is read in time linear in its length', { timeout: minutes }, async () => {
  const read = (text: string) => refusable(() => readKey(Buffer.from(text)));
  expect(await notLinear(read, { ...shapes, ...inFrames })).toBeNull();
});

test('M-16 a key of any shape in JSON is, and one in a JSON that is pasted', { timeout: minutes }, async () => {
  const inJson = (text: string) => pasted(JSON.stringify({ ...ids, key: text }));
  const identifiedInJson = (text: string) => identified(JSON.stringify({ ...ids, key: text }));
  expect(await notLinear(inJson, { ...shapes, ...inFrames })).toBeNull();
  expect(await notLinear(identifiedInJson)).toBeNull();
});

test('so is whatever else a JSON says, and what is pasted or identified as it is', { timeout: minutes }, async () => {
  const fields = ['name', 'key_id', 'issuer_id', 'key_path', 'team_id', 'vendor_number', 'in_house'];
  const told = (text: string) =>
    pasted(JSON.stringify({ ...ids, key_path: 'a.p8', ...Object.fromEntries(fields.map((name) => [name, text])) }));
  const named = (text: string) => pasted(JSON.stringify({ [text]: text }));
  for (const entry of [told, named, pasted, identified]) expect(await notLinear(entry)).toBeNull();
});

test('M-16 variables of any shape are', { timeout: minutes }, async () => {
  const ofAll = (head: string, piece: string, tail: string) => (length: number) => `${head}${piece.repeat(length / piece.length)}${tail}`;
  const key = `ASC_KEY_ID=2X9R4HXF34\n`;
  const variables = {
    'a command and blanks': ofAll(`${key}`, `ASC_KEY=$(cat${' '.repeat(500)}x\n`, ''),
    'a frame that begins and hyphens': ofAll(`${key}ASC_KEY=-----BEGIN A\n`, '-', ''),
    'marks of comments and an odd line end': ofAll(`${key}ASC_KEY=x`, ' #', '\u2028x'),
    'frames in one line': ofAll(key, 'A1=---BEGIN ', 'END '),
    'names that point at a long one': ofAll(`${key}K1_KEY=${'A'.repeat(900)}\n`, 'B_KEY=$K1_KEY\n', ''),
    'a client each': ofAll(key, 'A_ASC_KEY_ID=2X9R4HXF34\nA_ASC_KEY=a\n', ''),
  };
  expect(await notLinear(pasted, variables)).toBeNull();
});

test('M-16 a key of more than 16 KiB in a JSON is too much of it, and the other keys of the file are good', async () => {
  const key = makeKey();
  const text = JSON.stringify([
    { ...ids, key: `${key.applePem}${'\n'.repeat(16 * 1_024)}` },
    { ...ids, key: key.applePem },
  ]);
  const rows = await readSource({ from: 'text', text }, ports);
  expect(rows).toMatchObject([{ error: { code: 'E_JSON_LIMIT' } }, { found: { fingerprint: key.fingerprint }, error: null }]);
});

test('M-16 a path of millions of parts in a JSON is no path, and no mistake of ours', async () => {
  const text = JSON.stringify({ ...ids, key_path: `~${'/a'.repeat(500_000)}` });
  expect(await readSource({ from: 'text', text }, ports)).toMatchObject([{ error: { code: 'E_JSON_FORMAT' } }]);
});
