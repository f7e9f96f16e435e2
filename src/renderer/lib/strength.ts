import * as common from '../words/common.js';
export interface Strength {
  /** 0 … 4. */
  readonly bars: number;
  readonly word: string;
  /** Long enough to seal a vault with. */
  readonly enough: boolean;
}

const shortest = 12;

/**
 * A rough estimate: length times variety, with repetitions and runs ("aaaa", "1234", "abcd") counted once. It knows no
 * dictionary, so it promises nothing about guessing times; it keeps people from the shortest and the most monotonous.
 */
export function strength(passphrase: string): Strength {
  const characters = [...passphrase];
  const codes = characters.map((one) => one.codePointAt(0) ?? 0);
  const news = codes.filter((code, n) => n === 0 || Math.abs(code - (codes[n - 1] ?? 0)) > 1).length;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(passphrase)).length;
  const bits = news * (2.2 + kinds * 0.6);
  const enough = characters.length >= shortest && news >= 6;
  if (!enough) return { bars: characters.length === 0 ? 0 : 1, word: common.tooShort, enough };
  if (bits < 45) return { bars: 2, word: common.fair, enough };
  if (bits < 70) return { bars: 3, word: common.good, enough };
  return { bars: 4, word: common.strong, enough };
}
