import { type FormEvent, type ReactNode, useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { Mark } from '../../components/Mark.js';
import { useApp } from '../../state/app.js';
import * as texts from '../../words/first-run.js';
import { RecoveryStep } from './RecoveryStep.js';
import { SealStep } from './SealStep.js';

/** Two steps here; the third, the first key, is the empty list itself. */
export function FirstRun({ state }: { readonly state: AppState }) {
  const { setFirstRun } = useApp();
  const [recovery, setRecovery] = useState<{ readonly key: string; readonly ask: readonly number[] } | null>(null);
  const done = () => {
    setRecovery(null);
    setFirstRun(false);
  };
  if (recovery) return <RecoveryStep recoveryKey={recovery.key} ask={recovery.ask} onDone={done} />;
  return (
    <SealStep state={state} onMade={({ recoveryKey, ask }) => (recoveryKey === null ? done() : setRecovery({ key: recoveryKey, ask }))} />
  );
}

/** The frame of a step: mark, progress, title, one sentence, the body, and the way on. */
export function Step(props: {
  readonly step: number;
  readonly title: string;
  readonly lead: string;
  readonly foot: ReactNode;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <main className="welcome">
      <form className="welcome-body" onSubmit={submit} aria-label={props.title}>
        <Mark />
        <p className="steps">
          {[1, 2, 3].map((n) => (
            <i key={n} className={n <= props.step ? 'on' : ''} />
          ))}
          <b>{texts.stepOf3(props.step)}</b>
        </p>
        <h1>{props.title}</h1>
        <p className="lead">{props.lead}</p>
        <div className="welcome-main">{props.children}</div>
        <div className="welcome-foot">{props.foot}</div>
      </form>
    </main>
  );
}
