import { type FormEvent, useId, useState } from 'react';
import type { ErrorBody } from '../../shared/errors/index.js';
import { attempt } from '../lib/attempt.js';
import { useView } from '../state/view.js';
import * as common from '../words/common.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { ErrorNote } from './ErrorNote.js';

/** A dialog with one form: its button or Enter saves, an error stays on it, success closes it. */
export function FormDialog(props: {
  readonly title: string;
  readonly verb: string;
  readonly ready: boolean;
  /** False: nothing was changed, and the form stays. */
  readonly save: () => Promise<unknown>;
  readonly children: React.ReactNode;
}) {
  const { ask } = useView();
  const [error, setError] = useState<ErrorBody | null>(null);
  const form = useId();
  const close = () => ask(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!props.ready) return;
    let isDone = false;
    const save = async () => {
      isDone = (await props.save()) !== false;
    };
    if ((await attempt(save, (failed) => setError(failed.body))) && isDone) close();
  };
  const foot = (
    <>
      <span className="spacer" />
      <Button onClick={close}>{common.cancel}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={!props.ready}>
        {props.verb}
      </Button>
    </>
  );
  return (
    <Dialog title={props.title} onClose={close} foot={foot}>
      <form id={form} className="form" onSubmit={(event) => void submit(event)}>
        {props.children}
        {error ? <ErrorNote error={error} /> : null}
      </form>
    </Dialog>
  );
}
