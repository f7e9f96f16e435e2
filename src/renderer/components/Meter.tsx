import { strength } from '../lib/strength.js';
import * as common from '../words/common.js';

/** How strong a passphrase looks, in bars and in words. */
export function Meter({ passphrase }: { readonly passphrase: string }) {
  const { bars, word } = strength(passphrase);
  return (
    <>
      <div className="meter" aria-hidden>
        {[1, 2, 3, 4].map((n) => (
          <i key={n} className={n <= bars ? 'on' : ''} />
        ))}
      </div>
      <p className="help" role="status">
        {passphrase === '' ? common.longerIsStronger : word}
      </p>
    </>
  );
}
