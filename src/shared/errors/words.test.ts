import { describe, expect, test } from 'vitest';
import { appleErrors } from './apple.js';
import { catalogue, KeyrackError } from './index.js';

const filling = new Set('a an the is are was were not no to of in by it its this that and or on at as be has have for'.split(' '));
/** What a text is about, without endings. */
const words = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).map((word) => word.replace(/(ed|s)$/, '')).filter((word) => !filling.has(word)));

describe('the words of an error', () => {
  test('no cause says its title again', () => {
    const again = Object.entries(catalogue).filter(([, { title, cause }]) => cause.toLowerCase().includes(title.toLowerCase()));
    expect(again.map(([code]) => code)).toEqual([]);
  });

  test.for(Object.entries(appleErrors))('%s: title and cause stand side by side, and say different things', ([, { title, cause }]) => {
    const said = [...words(title)];
    const repeated = said.filter((word) => words(cause).has(word));
    expect(repeated.length / said.length, `${title} | ${cause}`).toBeLessThan(0.6);
  });

  test('a cure of this very case goes before the catalogue’s, and crosses with the error', () => {
    expect(new KeyrackError('E_NOT_FOUND').body.hint).toBe(catalogue.E_NOT_FOUND.next);
    expect(new KeyrackError('E_NOT_FOUND', undefined, { next: 'Look there.' }).body).toEqual({
      code: 'E_NOT_FOUND',
      message: catalogue.E_NOT_FOUND.cause,
      hint: 'Look there.',
    });
  });
});
