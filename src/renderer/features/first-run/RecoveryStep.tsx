import { Button } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { sayError } from '../../state/toasts.js';
import * as texts from '../../words/first-run.js';
import { charactersToGo, RecoveryKey, useAskBack } from '../recovery/RecoveryKey.js';
import { Step } from './Step.js';

/** The recovery key: shown once, and three characters asked back, so that it was really put somewhere. */
export function RecoveryStep(props: {
  readonly recoveryKey: string;
  readonly ask: readonly number[];
  readonly step?: number | null;
  readonly onDone: () => void;
}) {
  const back = useAskBack(props.ask);
  const confirm = async () => {
    if (back.toGo > 0) return;
    await attempt(async () => {
      const { right } = await unwrap(api.recovery.confirm({ characters: [...back.typed] }));
      if (right) props.onDone();
      else back.refuse();
    }, sayError);
  };
  const later = async () => {
    await attempt(() => unwrap(api.recovery.later({})), sayError);
    props.onDone();
  };
  const foot = (
    <>
      <Button look="quiet" large onClick={() => void later()}>
        {texts.later}
      </Button>
      <span className="small faint">{texts.notShownAgain}</span>
      <span className="spacer" />
      <span className="small dim">{charactersToGo(back)}</span>
      <Button type="submit" look="primary" large aria-disabled={back.toGo > 0}>
        {texts.goOn}
      </Button>
    </>
  );
  return (
    <Step
      step={props.step === undefined ? 2 : props.step}
      title={texts.yourRecoveryKey}
      lead={texts.whatTheRecoveryKeyIs}
      foot={foot}
      onSubmit={() => void confirm()}
    >
      <RecoveryKey recoveryKey={props.recoveryKey} back={back} />
    </Step>
  );
}
