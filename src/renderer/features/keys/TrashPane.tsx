import { ArrowLeft, RotateCcw, Trash2 } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button, IconButton } from '../../components/Button.js';
import { shelfOf } from '../../lib/shelf.js';
import { ago, exactly } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { useView } from '../../state/view.js';
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
          <IconButton look="quiet" label="Back to the list" className="only-narrow" onClick={back}>
            <ArrowLeft className="icon" aria-hidden />
          </IconButton>
          <h1>Trash</h1>
        </div>
        <p className="subhead">
          {trashed.length === 0
            ? 'Nothing here.'
            : 'Still stored. A key in the Trash signs nothing until it is put back. Purging one is for good.'}
        </p>
      </header>
      <div className="scroll">
        {old.length > 0 ? (
          <section className="column offer" aria-label="Long in the Trash">
            <p>
              {old.length === 1 ? '1 key has' : `${old.length.toLocaleString('en')} keys have`} been here for more than 30 days. Nothing is
              purged by itself.
            </p>
            <Button onClick={() => void purge(old)}>
              {old.length === 1 ? 'Purge it…' : `Purge ${old.length.toLocaleString('en')} keys…`}
            </Button>
          </section>
        ) : null}
        <ul className="column cards" aria-label="Keys in the Trash">
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
                        trashed {ago(key.trashedAt ?? key.addedAt, now)}
                      </time>
                    </p>
                  </div>
                  <div className="card-actions">
                    <Button icon={<RotateCcw className="icon" aria-hidden />} onClick={() => void restore(key)}>
                      Put back
                    </Button>
                    <Button
                      icon={<Trash2 className="icon" aria-hidden />}
                      aria-label={`Purge ${key.name}…`}
                      onClick={() => void purge([key])}
                    >
                      Purge…
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
