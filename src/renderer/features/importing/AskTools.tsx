import { type FormEvent, useId, useState } from 'react';
import { toolPlaces } from '../../../shared/words/tool-places.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { useFinding } from '../../state/finding.js';

/** Nothing of other tools' is looked at before this was answered; it names every place. */
export function AskTools() {
  const { lookForTools, close } = useFinding();
  const [tools, setTools] = useState<ReadonlySet<string>>(() => new Set(toolPlaces.map(({ tool }) => tool)));
  const form = useId();
  const toggle = (tool: string, isOn: boolean) => {
    const next = new Set(tools);
    if (isOn) next.add(tool);
    else next.delete(tool);
    setTools(next);
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (tools.size > 0) void lookForTools([...tools]);
  };
  const foot = (
    <>
      <span className="note">You see what was found before anything is stored.</span>
      <Button onClick={close}>Cancel</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={tools.size === 0}>
        Look there
      </Button>
    </>
  );
  return (
    <Dialog
      title="Look where other tools keep keys?"
      lead="Keyrack reads these places of yours, and where the tools’ own environment variables point. It changes nothing there."
      onClose={close}
      foot={foot}
    >
      <form id={form} onSubmit={look}>
        <ul className="tool-places" aria-label="Tools">
          {toolPlaces.map(({ tool, name, places }) => (
            <li key={tool}>
              <CheckBox checked={tools.has(tool)} onChange={(isOn) => toggle(tool, isOn)}>
                {name}
                <span className="tool-places-where id dim">{places.join(', ')}</span>
              </CheckBox>
            </li>
          ))}
        </ul>
        <p className="help">An eas.json, fastlane’s JSON in a project or a Postman export has no usual place: drop it on the window.</p>
      </form>
    </Dialog>
  );
}
