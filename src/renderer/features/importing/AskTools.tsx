import { type FormEvent, useId, useState } from 'react';
import { foldersSaid, toolsInHome } from '../../../shared/tools/places.js';
import { toolIds, toolOf } from '../../../shared/tools/registry.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { useImporting } from '../../state/importing.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/found.js';

/** Nothing of other tools' is looked at before this was answered; it names every place. */
export function AskTools() {
  const { lookForTools, close } = useImporting();
  const [tools, setTools] = useState<ReadonlySet<string>>(() => new Set(toolsInHome));
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
      <span className="note">{texts.seenBeforeStored}</span>
      <Button onClick={close}>{common.cancel}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={tools.size === 0}>
        {texts.lookThere}
      </Button>
    </>
  );
  return (
    <Dialog title={texts.mayILook} lead={texts.whatIsRead} onClose={close} foot={foot}>
      <form id={form} onSubmit={look}>
        <ul className="tool-places" aria-label={texts.tools}>
          {toolsInHome.map((tool) => (
            <li key={tool}>
              <CheckBox checked={tools.has(tool)} onChange={(isOn) => toggle(tool, isOn)}>
                {toolOf(tool).name}
                <span className="tool-places-where id dim">{foldersSaid(tool).join(', ')}</span>
              </CheckBox>
            </li>
          ))}
        </ul>
        <p className="help">{texts.noUsualPlace(toolIds.flatMap((id) => toolOf(id).toDrop ?? []))}</p>
      </form>
    </Dialog>
  );
}
