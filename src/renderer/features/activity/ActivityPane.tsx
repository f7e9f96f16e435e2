import { useEffect, useMemo, useState } from 'react';
import type { ActivityEntry, VaultData } from '../../../shared/ipc/contract.js';
import { Button, LinkButton } from '../../components/Button.js';
import { SelectField } from '../../components/Field.js';
import { Page } from '../../components/Page.js';
import { StateMark } from '../../components/State.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago, exactly } from '../../lib/time.js';
import { sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/activity.js';
import { outcomeOf, placeOf, verbOf } from '../../words/activity.js';
import * as common from '../../words/common.js';

/** As many as main gives out. */
const read = 5_000;
/** Rows drawn at first, and more each time they are asked for. */
const page = 100;

interface Filter {
  readonly key: string;
  readonly what: string;
}
const everything: Filter = { key: '', what: '' };

/** What was done, with which key, from where; on this computer only. */
export function ActivityPane({ data }: { readonly data: VaultData }) {
  // Null until main has answered: an empty list is a statement.
  const [entries, setEntries] = useState<readonly ActivityEntry[] | null>(null);
  const [filter, setFilter] = useState(everything);
  const [shown, setShown] = useState(page);
  useEffect(() => {
    const load = () => void attempt(async () => setEntries(await unwrap(api.activity.list({ key: null, limit: read }))), sayError);
    load();
    return api.on['vault.changed'](load);
  }, []);
  const names = useMemo(() => namesOf(data), [data]);
  const matching = useMemo(
    () =>
      (entries ?? []).filter(({ key, what }) => (filter.key === '' || key === filter.key) && (filter.what === '' || what === filter.what)),
    [entries, filter],
  );
  const choose = (set: Partial<Filter>) => {
    setFilter({ ...filter, ...set });
    setShown(page);
  };
  return (
    <Page title={common.activity} lead={<span>{texts.keptHereOnly}</span>}>
      {entries === null ? null : entries.length === 0 ? (
        <Nothing />
      ) : (
        <div className="column">
          <Filters entries={entries} names={names} filter={filter} choose={choose} />
          <p className="sr" role="status">
            {texts.entries(matching.length)}
          </p>
          {matching.length === 0 ? (
            <p className="nothing-here">
              {texts.nothingOfThisKind} <LinkButton onClick={() => choose(everything)}>{texts.showEverything}</LinkButton>
            </p>
          ) : (
            <Log entries={matching.slice(0, shown)} names={names} />
          )}
          {matching.length > shown ? (
            <Button className="more" onClick={() => setShown(shown + page)}>
              {texts.showMore(Math.min(page, matching.length - shown))}
            </Button>
          ) : null}
        </div>
      )}
    </Page>
  );
}

function Nothing() {
  const { goTo } = useView();
  return (
    <div className="column nothing-here">
      <p>{texts.nothingYet}</p>
      <Button onClick={() => goTo('keys')}>{texts.backToTheKeys}</Button>
    </div>
  );
}

function Filters(props: {
  readonly entries: readonly ActivityEntry[];
  readonly names: ReadonlyMap<string, string>;
  readonly filter: Filter;
  readonly choose: (set: Partial<Filter>) => void;
}) {
  const { entries, names, filter, choose } = props;
  const keys = useMemo(() => sorted(new Set(entries.flatMap(({ key }) => key ?? [])), (id) => nameOf(id, names)), [entries, names]);
  const verbs = useMemo(() => sorted(new Set(entries.map(({ what }) => what)), verbOf), [entries]);
  return (
    <div className="filters">
      <SelectField label={texts.key} value={filter.key} onChange={({ target }) => choose({ key: target.value })}>
        <option value="">{texts.allKeys}</option>
        {keys.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField label={texts.what} value={filter.what} onChange={({ target }) => choose({ what: target.value })}>
        <option value="">{texts.everything}</option>
        {verbs.map(([what, words]) => (
          <option key={what} value={what}>
            {words}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Log({ entries, names }: { readonly entries: readonly ActivityEntry[]; readonly names: ReadonlyMap<string, string> }) {
  const now = useNow(30_000);
  return (
    <table className="log">
      <thead>
        <tr>
          <th scope="col">{texts.when}</th>
          <th scope="col">{texts.key}</th>
          <th scope="col">{texts.what}</th>
          <th scope="col">{texts.howItWent}</th>
          <th scope="col">{texts.from}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, n) => (
          // The same thing can be done twice in a millisecond.
          <tr key={`${entry.at} ${entry.key ?? ''} ${entry.what} ${String(entries.length - n)}`}>
            <td className="dim">
              <time dateTime={entry.at} title={exactly(entry.at)}>
                {ago(entry.at, now)}
              </time>
            </td>
            <KeyName name={entry.key === null ? '' : nameOf(entry.key, names)} />
            <td>{verbOf(entry.what)}</td>
            <Outcome entry={entry} />
            <td className="dim">{placeOf(entry.from)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const KeyName = ({ name }: { readonly name: string }) => (
  <td title={name}>
    <div className="cut" dir="auto">
      {name}
    </div>
  </td>
);

function Outcome({ entry }: { readonly entry: ActivityEntry }) {
  const { tone, words, code } = outcomeOf(entry);
  return (
    <td title={code ?? undefined}>
      <StateMark tone={tone}>
        <span className="cut">{words}</span>
      </StateMark>
    </td>
  );
}

const nameOf = (id: string, names: ReadonlyMap<string, string>): string => names.get(id) ?? texts.aKeyNoLongerHere;

function namesOf({ organizations, keys }: VaultData): ReadonlyMap<string, string> {
  const owners = new Map(organizations.map(({ id, name }) => [id, name]));
  return new Map(keys.map((key) => [key.id, `${owners.get(key.organizationId) ?? ''} / ${key.name}`]));
}

const order = new Intl.Collator('en', { numeric: true });
const sorted = (ids: ReadonlySet<string>, words: (id: string) => string): readonly (readonly [string, string])[] =>
  [...ids].map((id) => [id, words(id)] as const).sort((a, b) => order.compare(a[1], b[1]));
