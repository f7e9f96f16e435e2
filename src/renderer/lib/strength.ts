import { weigh } from '../../shared/passphrase.js';
import * as common from '../words/common.js';
export interface Strength {
  /** 0 … 4. */
  readonly bars: number;
  readonly word: string;
  /** The strongroom seals under it. */
  readonly enough: boolean;
}

export function strength(passphrase: string): Strength {
  const { enough, bits } = weigh(passphrase);
  if (!enough) return { bars: passphrase === '' ? 0 : 1, word: common.tooWeak, enough };
  if (bits < 45) return { bars: 2, word: common.fair, enough };
  if (bits < 70) return { bars: 3, word: common.good, enough };
  return { bars: 4, word: common.strong, enough };
}
