import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useView } from '../state/view.js';
import * as common from '../words/common.js';
import { IconButton } from './Button.js';

/** A place that is no organization: its title, its actions, a line below, and what scrolls. */
export function Page(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { back } = useView();
  return (
    <>
      <header className="column pane-head">
        <div className="toolbar">
          <IconButton look="quiet" label={common.backToTheList} className="only-narrow" onClick={back}>
            <ArrowLeft className="icon" aria-hidden />
          </IconButton>
          <h1 className="cut">{props.title}</h1>
          {props.actions}
        </div>
        {props.lead ? <div className="subhead">{props.lead}</div> : null}
      </header>
      <div className="scroll">{props.children}</div>
    </>
  );
}
