import { Check, CircleCheck, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { groupAt, groupsOf, recoveryPrefix } from '../../../shared/recovery-key.js';
import { Button, Copied } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useCopied } from '../../lib/hooks/use-copied.js';
import { aboutClipboard, useClipboard } from '../../state/clipboard.js';
import { say, sayError } from '../../state/toasts.js';
import * as texts from '../../words/recovery-key.js';

/** What is typed back of a recovery key: one character for each position asked. */
export function useAskBack(ask: readonly number[]) {
  const [typed, setTyped] = useState<readonly string[]>(ask.map(() => ''));
  const [wrong, setWrong] = useState(false);
  return {
    ask,
    typed,
    wrong,
    toGo: typed.filter((one) => one === '').length,
    type(at: number, text: string) {
      setWrong(false);
      setTyped(typed.map((one, n) => (n === at ? text.trim().toUpperCase() : one)));
    },
    refuse: () => setWrong(true),
  };
}
export type AskBack = ReturnType<typeof useAskBack>;
export const charactersToGo = ({ toGo }: AskBack): string => texts.charactersToGo(toGo);

/** Shown once: the key in groups, Save and Copy, and the fields that ask three of its characters back. */
export function RecoveryKey({ recoveryKey, back }: { readonly recoveryKey: string; readonly back: AskBack }) {
  const [isCopied, mark] = useCopied();
  return (
    <>
      <p className="recovery-prefix id">{recoveryPrefix}</p>
      <ol className="recovery" aria-label={texts.inGroups}>
        {groupsOf(recoveryKey).map((group, n) => (
          <li key={group + String(n)} data-n={n + 1}>
            {group}
          </li>
        ))}
      </ol>
      <div className="recovery-actions">
        <Button icon={<Download className="icon" aria-hidden />} onClick={() => void save()}>
          {texts.save}
        </Button>
        <Button
          icon={isCopied ? <Check className="icon" aria-hidden /> : <Copy className="icon" aria-hidden />}
          onClick={() => void copy(mark)}
        >
          <Copied on={isCopied}>{texts.copy}</Copied>
        </Button>
      </div>
      <fieldset className="askback">
        <legend className="askback-legend">{texts.typeTheFirst}</legend>
        {back.ask.map((position, n) => (
          <label key={position}>
            {texts.group} {groupAt(position)}
            <input
              className="field id"
              maxLength={1}
              value={back.typed[n]}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={back.wrong}
              onChange={({ target }) => back.type(n, target.value)}
            />
          </label>
        ))}
      </fieldset>
      <p className={`help ${back.wrong ? 'is-refused' : ''}`} role="status">
        {back.wrong ? (
          texts.notTheCharacters
        ) : back.toGo === 0 ? (
          <>
            <CircleCheck className="icon" aria-hidden /> {texts.readyToCheck}
          </>
        ) : (
          ''
        )}
      </p>
    </>
  );
}

async function save(): Promise<void> {
  await attempt(async () => {
    const { file } = await unwrap(api.recovery.save({}));
    if (file !== null) say(texts.savedAs(file));
  }, sayError);
}

async function copy(mark: () => void): Promise<void> {
  await attempt(async () => {
    const { clearedAt } = await unwrap(api.recovery.copy({}));
    useClipboard.getState().holds(clearedAt);
    mark();
    say(texts.recoveryKeyCopied, { about: aboutClipboard });
  }, sayError);
}
