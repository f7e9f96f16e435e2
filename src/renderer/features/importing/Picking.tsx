import { CheckBox } from '../../components/CheckBox.js';
import { canPick, isUnread } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import * as texts from '../../words/found.js';
import { number } from '../../words/number.js';

/** J-06: what a file names is read only after the user has said so; each row shows the path. */
export function Confirm({ isDisabled }: { readonly isDisabled: boolean }) {
  const { preview, reads, setReads } = useImporting();
  const unread = preview?.rows.filter((row) => canPick(row) && isUnread(row)).length ?? 0;
  if (unread === 0) return null;
  return (
    <div className="found-reads">
      <CheckBox checked={reads} onChange={(isOn) => !isDisabled && setReads(isOn)}>
        {texts.readThem(unread)}
        <span className="dim">{texts.keysLieElsewhere}</span>
      </CheckBox>
    </div>
  );
}

/** All or none, and how many there are that cannot be picked. */
export function PickAll({ isDisabled }: { readonly isDisabled: boolean }) {
  const { preview, picked, pick } = useImporting();
  const rows = preview?.rows ?? [];
  const able = rows.filter(canPick);
  const count = able.filter(({ row }) => picked.has(row)).length;
  const known = rows.filter(({ state }) => state === 'stored').length;
  const repeats = rows.filter(({ state }) => state === 'repeat').length;
  const refused = rows.filter(({ state }) => state === 'refused').length;
  const counts = [
    [known, texts.areStored],
    [repeats, texts.repeats(repeats)],
    [refused, texts.refused],
  ] as const;
  return (
    <div className="found-all">
      <CheckBox
        checked={count > 0 && count === able.length}
        onChange={(isOn) =>
          !isDisabled &&
          pick(
            able.map(({ row }) => row),
            isOn,
          )
        }
      >
        {texts.pickedOf(count, able.length)}
      </CheckBox>
      <span className="dim">
        {counts
          .filter(([n]) => n > 0)
          .map(([n, what]) => `${number(n)} ${what}`)
          .join(' · ')}
      </span>
    </div>
  );
}
