import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ActivityEntry, VaultData } from '../../../shared/ipc/contract.js';
import { IconButton } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { ago, exactly } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';

const words: Readonly<Record<string, string>> = {
  import: 'Imported',
  edit: 'Edited',
  trash: 'Moved to Trash',
  restore: 'Put back',
  token: 'Token made',
  test: 'Connection tested',
  repair: 'Vault repaired',
  purge: 'Purged',
};
const shown = 500;

/** What was done, with which key, from where; on this computer only. */
export function ActivityPane({ data }: { readonly data: VaultData }) {
  const { back } = useView();
  const now = useNow(30_000);
  // Null until main has answered: an empty list is a statement.
  const [entries, setEntries] = useState<readonly ActivityEntry[] | null>(null);
  useEffect(() => {
    const load = () => void attempt(async () => setEntries(await unwrap(api.activity.list({ key: null, limit: shown }))), sayError);
    load();
    return api.on['vault.changed'](load);
  }, []);
  const names = useMemo(() => {
    const organizations = new Map(data.organizations.map(({ id, name }) => [id, name]));
    return new Map(data.keys.map((key) => [key.id, `${organizations.get(key.organizationId) ?? ''} / ${key.name}`]));
  }, [data]);
  return (
    <>
      <header className="column pane-head">
        <div className="toolbar">
          <IconButton look="quiet" label="Back to the list" className="only-narrow" onClick={back}>
            <ArrowLeft className="icon" aria-hidden />
          </IconButton>
          <h1>Activity</h1>
        </div>
        <p className="subhead">{entries?.length === 0 ? 'Nothing yet.' : 'Kept on this computer only. No key and no token is in it.'}</p>
      </header>
      <div className="scroll">
        <div className="column">
          {entries && entries.length > 0 ? (
            <table className="log">
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">What</th>
                  <th scope="col">Key</th>
                  <th scope="col">Outcome</th>
                  <th scope="col">From</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry, n) => (
                  <tr key={`${entry.at} ${String(n)}`}>
                    <td>
                      <time dateTime={entry.at} title={exactly(entry.at)}>
                        {ago(entry.at, now)}
                      </time>
                    </td>
                    <td>{words[entry.what] ?? entry.what}</td>
                    <KeyName name={entry.key === null ? '' : (names.get(entry.key) ?? 'a key no longer here')} />
                    <td>
                      {entry.outcome === 'ok' ? 'done' : entry.outcome.startsWith('E_') ? <code>{entry.outcome}</code> : entry.outcome}
                    </td>
                    <td>{entry.from === 'cli' ? 'command line' : entry.from}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </div>
      </div>
    </>
  );
}

const KeyName = ({ name }: { readonly name: string }) => (
  <td className="cut" title={name}>
    {name}
  </td>
);
