import { expect, test } from 'vitest';
import { acmesIssuer, answeredWith, asItIs, knownKey, refusedTwice } from '../../../../tests/support/evidence.js';
import { explain } from '../../../../tests/support/why-scenes.js';
import { causesOf } from '../../../renderer/features/keys/causes.js';
import { verdict } from '../../../renderer/features/keys/verdict.js';
import { diagnose } from '../../../shared/diagnosis/diagnose.js';
import type { KnownKey } from '../../../shared/diagnosis/evidence.js';
import { evidenceOf } from '../../../shared/diagnosis/gather.js';
import { reportOf } from '../../../shared/diagnosis/report.js';
import { refusalInWords } from '../../../shared/diagnosis/tell.js';
import type { KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { TestedWith } from '../../../shared/model.js';
import { exitOf, inWords } from './why.js';

const organization = { id: 'o', name: 'Acme', program: 'app-store', issuerId: acmesIssuer } as const;
const { inTime: _, ...undated } = refusedTwice;
const cases: Readonly<Record<string, readonly [key: KnownKey, said: TestedWith, skew: number | null]>> = {
  'answered once': [{ ...knownKey(), ...answeredWith(asItIs) }, refusedTwice, 2],
  'another file': [knownKey({ sourceName: 'AuthKey_YYYYYYYYYY.p8' }), refusedTwice, 2],
  'a file that says nothing': [knownKey({ sourceName: 'acme.p8' }), refusedTwice, 2],
  'nothing known': [knownKey(), refusedTwice, 2],
  'an individual key': [knownKey({ kind: 'individual', sourceName: 'ApiKey_2X9R4HXF34.p8' }), refusedTwice, 2],
  'no date': [knownKey(), undated, null],
  'a clock off': [knownKey(), { ...refusedTwice, inTime: false }, 300],
};

test.for(Object.entries(cases))('card, panel, command line and JSON say the same: %s', ([, [key, said, skew]], { expect }) => {
  const data = { organizations: [organization], keys: [key] } as unknown as VaultData;
  const result = {
    key: key.id,
    outcome: 'refused',
    diagnosis: { code: 'E_APPLE_UNAUTHORIZED', title: '', cause: '', next: '' },
    testedWith: said,
    clockSkewSeconds: skew,
    notes: [],
  } as unknown as KeyTest;
  const evidence = evidenceOf({ key, organization, siblings: [key], stored: { organizations: [organization], keys: [key] } }, result);
  const json = reportOf(evidence);
  const inPanel = causesOf(key as never, result, data);
  expect(inPanel.map(({ code, confidence, showed }) => [code, confidence, showed])).toEqual(
    json.map(({ code, confidence, showed }) => [code, confidence, showed]),
  );
  const explained = {
    id: 'a',
    keyId: key.keyId,
    organization: 'Acme',
    name: key.name,
    host: null,
    outcome: 'refused',
    explains: 'E_APPLE_UNAUTHORIZED',
    causes: json,
    checks: [],
    requests: 2,
  } as const;
  const text = inWords(explained);
  for (const { title, showed } of json) expect(text).toContain(`${title}. ${showed}`);
  const [first] = json;
  const isFound = first?.confidence === 'likely';
  if (isFound) expect(refusalInWords(diagnose(evidence)).cause).toContain(first?.showed);
  const card = verdict(key as never, result, data).words;
  expect(card.startsWith('Apple refused: most likely')).toBe(isFound);
});

test('why says first what is proved and what to do, then what was asked', async () => {
  const { explained } = await explain({ stored: { sourceName: 'AuthKey_YYYYYYYYYY.p8' }, really: { keyId: 'YYYYYYYYYY' } });
  const text = inWords(explained);
  expect(text).toMatch(
    /^Acme \/ it \(AAAAAAAAAA\): Its Key ID is another one\. It answers with Key ID YYYYYYYYYY\.\n {2}Import the file again/,
  );
  expect(text).toContain('Asked 3 times:\n  Ask Apple with Key ID YYYYYYYYYY. ok');
  expect(exitOf(explained)).toBe(6);
});

test('a key that answers needs no explaining, and where Apple was not reached it is exit 5', async () => {
  const well = (await explain({})).explained;
  expect([inWords(well), exitOf(well)]).toEqual([expect.stringContaining('nothing to explain'), 0]);
  expect(exitOf((await explain({ answer: 'offline' })).explained)).toBe(5);
  expect(exitOf((await explain({ answer: 'agreement' })).explained)).toBe(6);
  expect(exitOf((await explain({ answer: 'role' })).explained)).toBe(0);
});
