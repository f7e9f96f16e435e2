import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { mod } from '../../lib/keys.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/home.js';

export function KeyboardSheet() {
  const { ask } = useView();
  const rows = [
    [mod('K'), texts.paletteKey],
    [mod('C'), texts.copyKey],
    [mod(texts.shiftC), texts.copyHeaderKey],
    [mod('T'), texts.testItsConnection],
    [texts.del, texts.moveItToTheTrash],
    [mod('Z'), texts.undoKey],
    [mod('I'), texts.importKeys],
    [mod('V'), common.importFromTheClipboard],
    [mod('N'), common.newOrganization],
    [mod('F'), common.search],
    [mod('D'), texts.densityKey],
    [mod('L'), common.lock],
    [mod(','), common.settings],
    ['↑ ↓', texts.moveInTheList],
    ['→ ←', texts.toItsKeys],
    [texts.esc, texts.escapeKey],
    ['?', texts.thisSheet],
  ] as const;
  return (
    <Dialog
      title={texts.keyboard}
      size="sheet"
      onClose={() => ask(null)}
      foot={
        <>
          <span className="spacer" />
          <Button look="primary" onClick={() => ask(null)}>
            {common.close}
          </Button>
        </>
      }
    >
      <dl className="shortcuts">
        {rows.map(([keys, words]) => (
          <div key={words} className="fact">
            <dt>
              <kbd className="kbd">{keys}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
