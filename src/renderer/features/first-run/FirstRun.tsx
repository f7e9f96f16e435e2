import { type FormEvent, type ReactNode, useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { Mark } from '../../components/Mark.js';
import { api, unwrap } from '../../lib/api.js';
import { useApp } from '../../state/app.js';
import * as texts from '../../words/first-run.js';
import { RecoveryStep } from './RecoveryStep.js';
import { type Sealing, SealStep } from './SealStep.js';

/** Two steps here; the third, the first key, is the empty list itself. */
export function FirstRun({ state }: { readonly state: AppState }) {
  const { setFirstRun } = useApp();
  const [recovery, setRecovery] = useState<{ readonly key: string; readonly ask: readonly number[] } | null>(null);
  const done = () => {
    setRecovery(null);
    setFirstRun(false);
  };
  if (recovery) return <RecoveryStep recoveryKey={recovery.key} ask={recovery.ask} onDone={done} />;
  const make = async (sealing: Sealing) => {
    const { recoveryKey, ask } = await unwrap(api.vault.init({ ...sealing, recovery: true }));
    if (recoveryKey === null) done();
    else setRecovery({ key: recoveryKey, ask });
  };
  return <SealStep state={state} make={make} />;
}

/** The frame of a step: mark, progress, title, one sentence, the body, and the way on. */
export function Step(props: {
  /** Null: not one of first run's. */
  readonly step: number | null;
  readonly title: string;
  readonly lead: string;
  readonly foot: ReactNode;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const { step } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <main className="welcome">
      <form className="welcome-body" onSubmit={submit} aria-label={props.title}>
        <Mark />
        {step === null ? null : (
          <p className="steps">
            {[1, 2, 3].map((n) => (
              <i key={n} className={n <= step ? 'on' : ''} />
            ))}
            <b>{texts.stepOf3(step)}</b>
          </p>
        )}
        <h1>{props.title}</h1>
        <p className="lead">{props.lead}</p>
        <div className="welcome-main">{props.children}</div>
        <div className="welcome-foot">{props.foot}</div>
      </form>
    </main>
  );
}
