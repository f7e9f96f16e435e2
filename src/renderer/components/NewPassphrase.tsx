import { strength } from '../lib/strength.js';
import * as common from '../words/common.js';
import { Meter } from './Meter.js';
import { PassphraseField } from './PassphraseField.js';

export interface TypedTwice {
  readonly text: string;
  readonly again: string;
}
export const nothingTyped: TypedTwice = { text: '', again: '' };
export const isGood = ({ text, again }: TypedTwice): boolean => strength(text).enough && text === again;

/** A passphrase nobody can reset is typed twice. */
export function NewPassphrase(props: {
  readonly label: string;
  readonly value: TypedTwice;
  readonly onChange: (value: TypedTwice) => void;
  readonly isFirst?: boolean;
}) {
  const { label, value, onChange, isFirst = false } = props;
  const differs = value.again !== '' && !value.text.startsWith(value.again);
  return (
    <div className="form">
      <div>
        <PassphraseField label={label} value={value.text} isFirst={isFirst} onChange={(text) => onChange({ ...value, text })} />
        <Meter passphrase={value.text} />
      </div>
      <PassphraseField
        label={common.onceMore}
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={differs ? common.notWhatYouTyped : null}
      />
    </div>
  );
}
