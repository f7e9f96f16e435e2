import { strength } from '../lib/strength.js';
import * as common from '../words/common.js';
import { StateMark } from './State.js';

/** How strong a passphrase looks, in bars and in words; green only what will do. */
export function Meter({ passphrase }: { readonly passphrase: string }) {
  const { bars, word, tone } = strength(passphrase);
  return (
    <>
      <div className={`meter is-${tone}`} aria-hidden>
        {[1, 2, 3, 4].map((n) => (
          <i key={n} className={n <= bars ? 'on' : ''} />
        ))}
      </div>
      <p className="help" role="status">
        {passphrase === '' ? common.longerIsStronger : <StateMark tone={tone}>{word}</StateMark>}
      </p>
    </>
  );
}
