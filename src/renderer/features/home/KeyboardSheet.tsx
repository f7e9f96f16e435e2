import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { mod } from '../../lib/keys.js';
import { useView } from '../../state/view.js';

export function KeyboardSheet() {
  const { ask } = useView();
  const rows = [
    [mod('K'), 'Command palette: find a key, copy its token'],
    [mod('C'), 'Copy a token with the key that has focus'],
    [mod('Shift+C'), 'Copy it as an Authorization header'],
    [mod('T'), 'Test its connection'],
    ['Del', 'Move it to the Trash'],
    [mod('Z'), 'Bring back the last key trashed'],
    [mod('I'), 'Import keys'],
    [mod('V'), 'Import from the clipboard'],
    [mod('N'), 'New organization'],
    [mod('F'), 'Search'],
    [mod('L'), 'Lock'],
    [mod(','), 'Settings'],
    ['↑ ↓', 'Move in the list'],
    ['Esc', 'Close what is open, or clear the search'],
    ['?', 'This sheet'],
  ] as const;
  return (
    <Dialog
      title="Keyboard"
      size="sheet"
      onClose={() => ask(null)}
      foot={
        <>
          <span className="spacer" />
          <Button look="primary" onClick={() => ask(null)}>
            Close
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
