import type { FormEvent, ReactNode } from 'react';
import { Mark } from '../../components/Mark.js';
import * as texts from '../../words/first-run.js';

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
