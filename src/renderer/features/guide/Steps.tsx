import { Circle, CircleCheck, CircleDot, File } from 'lucide-react';
import type { GuideStep } from '../../../shared/words/guide.js';
import { Button, LinkButton } from '../../components/Button.js';
import { useImporting } from '../../state/importing.js';
import { saveGuide } from '../../state/settings.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/guide.js';

const marks = {
  done: { word: texts.done, Glyph: CircleCheck },
  now: { word: texts.now, Glyph: CircleDot },
  todo: { word: '', Glyph: Circle },
} as const;

/** Any step can be gone back to; what lies before the current one counts as done. */
export function Steps({ steps, step }: { readonly steps: readonly GuideStep[]; readonly step: number }) {
  return (
    <section aria-label={texts.steps}>
      <ol className="todo">
        {steps.map((one, n) => {
          const state = n < step ? 'done' : n === step ? 'now' : 'todo';
          const { word, Glyph } = marks[state];
          return (
            <li key={one.title} className={`is-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <button type="button" className="todo-step" onClick={() => saveGuide({ step: n })}>
                <Glyph className="icon" aria-hidden />
                <strong>
                  <span className="sr">{word}</span>
                  {one.title}
                </strong>
                <span className="small">{one.words}</span>
              </button>
              {state === 'now' ? <WayOn step={n} isLast={n === steps.length - 1} /> : null}
            </li>
          );
        })}
      </ol>
      {step > 0 ? <LinkButton onClick={() => saveGuide({ step: 0 })}>{texts.startOver}</LinkButton> : null}
    </section>
  );
}

function WayOn({ step, isLast }: { readonly step: number; readonly isLast: boolean }) {
  if (!isLast)
    return (
      <Button className="todo-next" onClick={() => saveGuide({ step: step + 1 })}>
        {texts.nextStep}
      </Button>
    );
  return (
    <Button
      className="todo-next"
      look="primary"
      icon={<File className="icon" aria-hidden />}
      onClick={() => void useImporting.getState().choose(null)}
    >
      {common.chooseFiles}
    </Button>
  );
}
