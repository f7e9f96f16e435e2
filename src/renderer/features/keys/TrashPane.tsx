import { ArrowLeft, RotateCcw, Trash2 } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button, IconButton } from '../../components/Button.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago, exactly } from '../../lib/time.js';
import { shelfOf } from '../../lib/vault/key-index.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/trash.js';
import { purge, restore } from './key-actions.js';

/** As long a key lies here before purging it is offered; it is never done by itself. */
const longMs = 30 * 24 * 3_600_000;

/** Trashed keys are still stored; they sign nothing until they are put back. */
export function TrashPane({ data }: { readonly data: VaultData }) {
  const { back } = useView();
  const now = useNow(30_000);
  const names = new Map(data.organizations.map(({ id, name }) => [id, name]));
  const trashed = [...shelfOf(data).trashed].sort((a, b) => (b.trashedAt ?? '').localeCompare(a.trashedAt ?? ''));
  const old = trashed.filter(({ trashedAt }) => now - Date.parse(trashedAt ?? '') > longMs);
  return (
    <>
      <header className="column pane-head">
        <div className="toolbar">
          <IconButton look="quiet" label={common.backToTheList} className="only-narrow" onClick={back}>
            <ArrowLeft className="icon" aria-hidden />
          </IconButton>
          <h1>{common.trash}</h1>
        </div>
        <p className="subhead">{trashed.length === 0 ? texts.nothingHere : texts.stillStored}</p>
      </header>
      <div className="scroll">
        {old.length > 0 ? (
          <section className="column offer" aria-label={texts.longInTheTrash}>
            <p>{texts.longHere(old.length)}</p>
            <Button onClick={() => void purge(old)}>{texts.purgeThem(old.length)}</Button>
          </section>
        ) : null}
        <ul className="column cards" aria-label={texts.keysInTheTrash}>
          {trashed.map((key) => (
            <li key={key.id}>
              <article className="card" aria-label={key.name}>
                <div className="card-main">
                  <div>
                    <h2 className="cut">{key.name}</h2>
                    <p className="card-facts">
                      <code>{key.keyId}</code>
                      <span className="dot">·</span>
                      <span className="cut">{names.get(key.organizationId)}</span>
                      <span className="dot">·</span>
                      <time dateTime={key.trashedAt ?? ''} title={exactly(key.trashedAt ?? key.addedAt)}>
                        {texts.trashed(ago(key.trashedAt ?? key.addedAt, now))}
                      </time>
                    </p>
                  </div>
                  <div className="card-actions">
                    <Button icon={<RotateCcw className="icon" aria-hidden />} onClick={() => void restore(key)}>
                      {texts.putBack}
                    </Button>
                    <Button
                      icon={<Trash2 className="icon" aria-hidden />}
                      aria-label={texts.purgeThis(key.name)}
                      onClick={() => void purge([key])}
                    >
                      {texts.purge}
                    </Button>
                  </div>
                </div>
              </article>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
