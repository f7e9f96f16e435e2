import { ArrowLeft, File } from 'lucide-react';
import { Button, IconButton, LinkButton } from '../../components/Button.js';
import { useImporting } from '../../state/importing.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';

/** The first screen someone sees: a drop target, one sentence, one button, one quiet link. */
export function EmptyVault() {
  const { back, goTo, ask } = useView();
  const choose = () => void useImporting.getState().choose(null);
  return (
    <div className="pane-empty">
      <IconButton look="quiet" label={common.backToTheList} className="only-narrow" onClick={back}>
        <ArrowLeft className="icon" aria-hidden />
      </IconButton>
      <h1 className="sr">{texts.yourFirstKey}</h1>
      <div className="drop">
        <DropDrawing />
        <p>
          {texts.dropAn} <span className="id">{texts.authkeyP8}</span> {texts.hereAndItIsSealed}
        </p>
        <Button look="primary" large icon={<File className="icon" aria-hidden />} onClick={choose}>
          {common.chooseFiles}
        </Button>
        <div className="row drop-links">
          <LinkButton onClick={() => goTo('guide')}>{texts.whereDoIGetOne}</LinkButton>
          <LinkButton onClick={() => ask({ ask: 'restore', id: '' })}>{common.restoreABackup}</LinkButton>
        </div>
      </div>
    </div>
  );
}

/** Two hooks of the rack are taken or waiting; a file is on its way to the middle one. */
export function DropDrawing() {
  const key = 'M52 53.5v45.5l4 4 4-4v-5h7v-6h-5v-4h5v-6h-7V53.5';
  return (
    <svg className="drawing" viewBox="0 0 240 136" aria-hidden="true">
      <rect className="soft" x="8" y="11" width="224" height="14" rx="4" />
      <g className="soft">
        <path d={key} />
        <circle cx="56" cy="42" r="12.5" />
        <circle cx="56" cy="42" r="6" />
      </g>
      <g className="faintly" transform="translate(128 0)">
        <path d={key} />
        <circle cx="56" cy="42" r="12.5" />
        <circle cx="56" cy="42" r="6" />
      </g>
      {[53, 117, 181].map((x) => (
        <path key={x} d={`M${x} 25v10a3 3 0 0 0 6 0v-1.5`} />
      ))}
      <g className="hot">
        <path className="hot-fill" d="M103 66h23l15 15v40a4 4 0 0 1-4 4h-34a4 4 0 0 1-4-4V70a4 4 0 0 1 4-4Z" />
        <path d="M126 66v11a4 4 0 0 0 4 4h11M120 59V48M115.5 52l4.5-4.5 4.5 4.5M116 100v15M116 108.5h5M116 114h5" />
        <circle cx="116" cy="95" r="5" />
      </g>
    </svg>
  );
}
