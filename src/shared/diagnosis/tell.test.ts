import { expect, test } from 'vitest';
import { answeredWith, asItIs, evidence, knownKey, refusedTwice } from '../../../tests/support/evidence.js';
import type { KeyKind, TestedWith } from '../model.js';
import { diagnose } from './diagnose.js';
import type { Evidence } from './evidence.js';
import { refusalInWords, tellRefusal } from './tell.js';

const inWords = (set: Partial<Evidence>) => refusalInWords(diagnose(evidence(set))).cause;
const kept = (kind: KeyKind, said: TestedWith, skew: number | null) => {
  const sourceName = kind === 'team' ? 'AuthKey_2X9R4HXF34.p8' : 'ApiKey_2X9R4HXF34.p8';
  return inWords({ key: knownKey({ kind, sourceName }), asked: { code: 'E_APPLE_UNAUTHORIZED', with: said }, skew });
};

test('M-17 a refusal clears the clock only where a token that was refused was in time by Apple’s', () => {
  for (const kind of ['team', 'individual'] as const) {
    const { inTime: _, ...undated } = refusedTwice;
    if (kind === 'team') expect(kept(kind, refusedTwice, 2)).toMatch(/^The clock is not why/);
    else expect(kept(kind, refusedTwice, 2)).toMatch(/^This key was most likely revoked/);
    expect(kept(kind, undated, null)).toContain('this machine’s clock may be why');
    expect(kept(kind, { ...refusedTwice, inTime: false }, 300)).toMatch(/^This computer’s clock is most likely why\. It is 5 min fast/);
    for (const one of [kept(kind, undated, null), kept(kind, { ...refusedTwice, inTime: false }, 300)])
      expect(one).not.toContain('clock is not why');
  }
});

test('R-106 where nothing is likelier than the rest, what is open is named, and an individual key has no Issuer ID', () => {
  expect(inWords({})).toBe(
    'The clock is not why: by Apple’s own the token was in time. Most likely its Issuer ID is another one, or it was revoked.',
  );
  const { inTime: _, ...undated } = refusedTwice;
  expect(kept('individual', undated, null)).not.toContain('Issuer');
});

test('the one that is likeliest is said with what showed it, and what to do', () => {
  const key = { ...knownKey(), ...answeredWith(asItIs) };
  expect(tellRefusal(diagnose(evidence({ key })))).toEqual({
    headline: 'This key was most likely revoked',
    short: 'most likely revoked',
    showed: 'It answered until 12 May 2026. Only Apple’s list of active keys can say for sure.',
    next: expect.stringContaining('Look for 2X9R4HXF34'),
  });
});
