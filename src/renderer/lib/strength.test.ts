import { expect, test } from 'vitest';
import { passphraseRule } from '../../shared/passphrase.js';
import { strength } from './strength.js';

test.each([
  ['', 0, `Too weak. ${passphraseRule}`],
  ['password', 1, `Too weak. ${passphraseRule}`],
  ['abcdefgh1234', 1, `Too weak. ${passphraseRule}`],
  ['correct horse', 2, 'Fair. One more word would help.'],
  ['maple tin drum', 3, 'Good.'],
  ['maple river tin drum', 3, 'Good.'],
  ['correct horse battery staple', 4, 'Strong.'],
])('the meter gives “%s” %i bars and the word for them, in green only what will do', (typed, bars, word) => {
  // Whether it may seal is the strongroom's word, and bars of two and more say that it may.
  expect(strength(typed)).toEqual({ bars, word, enough: bars >= 2, tone: bars >= 2 ? 'good' : 'attention' });
});
