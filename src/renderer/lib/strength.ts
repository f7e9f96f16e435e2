import { weigh } from '../../shared/passphrase.js';
import * as common from '../words/common.js';

export interface Strength {
  /** 0 … 4. */
  readonly bars: number;
  readonly word: string;
  /** Of bars and word: good is only what the strongroom seals under. */
  readonly tone: 'good' | 'attention';
  /** The strongroom seals under it. */
  readonly enough: boolean;
}

export function strength(passphrase: string): Strength {
  const { enough, bits } = weigh(passphrase);
  if (!enough) return { bars: passphrase === '' ? 0 : 1, word: common.tooWeak, tone: 'attention', enough };
  const [bars, word] = bits < 45 ? [2, common.fair] : bits < 70 ? [3, common.good] : [4, common.strong];
  return { bars, word, tone: 'good', enough };
}
