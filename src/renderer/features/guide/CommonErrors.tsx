import { ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { commonErrors } from '../../../shared/words/guide.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/guide.js';

/** What people meet on the way. A diagnosis that met one of them opens it here. */
export function CommonErrors() {
  const { topic } = useView();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const asked = box.current?.querySelector<HTMLDetailsElement>(`[data-topic="${topic ?? ''}"]`);
    if (!asked) return;
    asked.open = true;
    asked.scrollIntoView({ block: 'center' });
    asked.querySelector('summary')?.focus({ preventScroll: true });
  }, [topic]);
  return (
    <section ref={box} className="common">
      <h2>{texts.inTheWay}</h2>
      {commonErrors.map(({ topic: its, title, words }) => (
        <details key={its} className="fold" data-topic={its}>
          <summary>
            <ChevronRight className="icon" aria-hidden />
            {title}
          </summary>
          {words.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </details>
      ))}
    </section>
  );
}
