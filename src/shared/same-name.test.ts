import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedAs, sameName } from './same-name.js';

describe('M-10 two names are the same:', () => {
  test.for([
    ['in another case', 'Acme', 'aCME'],
    ['composed and decomposed', 'M\u00fcller', 'Mu\u0308ller'],
    ['with a zero-width space', 'Acme', 'Ac\u200bme'],
    ['with a soft hyphen', 'Acme', 'Ac\u00adme'],
    ['with a Hangul filler', 'Acme', 'Acme\u3164'],
    ['with a variation selector', 'Acme', 'Acme\ufe0f'],
    ['with a tag character', 'Acme', 'Acme\u{e0041}'],
    ['with a combining grapheme joiner', 'Acme', 'Ac\u034fme'],
    ['with a bidi override', 'Acme', '\u202eAcme\u202c'],
    ['with a no-break space', 'Acme Labs', 'Acme\u00a0Labs'],
    ['with a braille blank', 'Acme Labs', 'Acme\u2800Labs'],
    ['with an ideographic space', 'Acme Labs', 'Acme\u3000Labs'],
    ['with two blanks', 'Acme Labs', 'Acme  Labs'],
    ['with a blank behind it', 'Acme', 'Acme\u2003'],
    ['in full width', 'Acme', 'Ａｃｍｅ'],
    ['with a ligature', 'Office', 'O\ufb03ce'],
    ['with a Kelvin sign', 'Kelvin', '\u212aelvin'],
    ['with a sharp s', 'Strasse', 'Stra\u00dfe'],
    ['with a final sigma', 'ΟΔΟΣ', 'οδος'],
  ] as const)('%s', ([, one, other]) => {
    expect(sameName(other)).toBe(sameName(one));
    expect(namedAs([{ name: one }], other)).toHaveLength(1);
  });

  test('and is the same as itself, however often it is made so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => sameName(sameName(text)) === sameName(text)),
      { numRuns: 20_000, seed: 16 },
    );
  });
});

test.for([
  ['Acme', 'Acme 2'],
  ['Muller', 'Müller'],
  ['Acme', 'Асme'],
  ['CI-1', 'CI_1'],
  ['a.b', 'ab'],
])('“%s” and “%s” are two', ([one, other]) => {
  expect(sameName(one as string)).not.toBe(sameName(other as string));
});

test('what is spelled exactly so is meant before what is the same', () => {
  const all = [{ name: 'Mu\u0308ller' }, { name: 'M\u00fcller' }];
  expect(namedAs(all, 'M\u00fcller')).toEqual([all[1]]);
  expect(namedAs(all, 'MÜLLER')).toEqual(all);
});
