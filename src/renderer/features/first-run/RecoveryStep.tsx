import { CircleCheck, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { say, sayError } from '../../state/toasts.js';
import { Step } from './FirstRun.js';

const prefix = 'AGE-SECRET-KEY-1';

/** The recovery key: shown once, and three characters asked back, so that it was really put somewhere. */
export function RecoveryStep(props: { readonly recoveryKey: string; readonly ask: readonly number[]; readonly onDone: () => void }) {
  const groups = props.recoveryKey.slice(prefix.length).match(/.{1,4}/g) ?? [];
  const [typed, setTyped] = useState<readonly string[]>(props.ask.map(() => ''));
  const [wrong, setWrong] = useState(false);
  const toGo = typed.filter((one) => one === '').length;
  const confirm = async () => {
    if (toGo > 0) return;
    await attempt(async () => {
      const { right } = await unwrap(api.recovery.confirm({ characters: [...typed] }));
      if (right) props.onDone();
      else setWrong(true);
    }, sayError);
  };
  const later = async () => {
    await attempt(() => unwrap(api.recovery.later({})), sayError);
    props.onDone();
  };
  const foot = (
    <>
      <Button look="quiet" large onClick={() => void later()}>
        Later
      </Button>
      <span className="small faint">It is not shown again.</span>
      <span className="spacer" />
      {toGo > 0 ? <span className="small dim">{toGo === 1 ? '1 character' : `${toGo} characters`} to go</span> : null}
      <Button type="submit" look="primary" large aria-disabled={toGo > 0}>
        Continue
      </Button>
    </>
  );
  return (
    <Step
      step={2}
      title="Your recovery key"
      lead="If this computer or its keychain is lost, this opens the vault. It is shown once; Keyrack does not keep it. Store it away from this computer."
      foot={foot}
      onSubmit={() => void confirm()}
    >
      <p className="recovery-prefix id">{prefix}</p>
      <ol className="recovery" aria-label="Recovery key, in groups of four">
        {groups.map((group, n) => (
          <li key={group + String(n)} data-n={n + 1}>
            {group}
          </li>
        ))}
      </ol>
      <div className="recovery-actions">
        <Button icon={<Download className="icon" aria-hidden />} onClick={() => void save()}>
          Save…
        </Button>
        <Button icon={<Copy className="icon" aria-hidden />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <fieldset className="askback">
        <legend className="askback-legend">Type the first character of</legend>
        {props.ask.map((position, n) => {
          const group = (position - 1 - prefix.length) / 4 + 1;
          return (
            <label key={position}>
              Group {group}
              <input
                className="field id"
                maxLength={1}
                value={typed[n]}
                autoComplete="off"
                spellCheck={false}
                aria-invalid={wrong}
                onChange={(event) => {
                  setWrong(false);
                  setTyped(typed.map((one, at) => (at === n ? event.target.value.trim().toUpperCase() : one)));
                }}
              />
            </label>
          );
        })}
      </fieldset>
      <p className={`help ${wrong ? 'is-refused' : ''}`} role="status">
        {wrong ? (
          'These are not the characters above. Look at each group again.'
        ) : toGo === 0 ? (
          <>
            <CircleCheck className="icon" aria-hidden /> Ready to check.
          </>
        ) : (
          ''
        )}
      </p>
    </Step>
  );
}

async function save(): Promise<void> {
  await attempt(async () => {
    const { file } = await unwrap(api.recovery.save({}));
    if (file !== null) say(`Saved as ${file}. Move it off this computer.`);
  }, sayError);
}

async function copy(): Promise<void> {
  await attempt(async () => {
    await unwrap(api.recovery.copy({}));
    say('Recovery key copied.');
  }, sayError);
}
