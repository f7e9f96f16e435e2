import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AppleLink } from '../../../shared/apple/hosts.js';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, IconButton, LinkButton } from '../../components/Button.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { ago, exactly } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { useTests } from '../../state/tests.js';
import { useView } from '../../state/view.js';
import { causesOfRefusal } from './causes.js';
import { trash } from './KeyCard.js';
import { verdict } from './verdict.js';

/** The pane that slides in: why Apple refused this key, or everything about it. */
export function Diagnosis({ data, keyId }: { readonly data: VaultData; readonly keyId: string }) {
  const { open, panel } = useView();
  const box = useRef<HTMLElement>(null);
  const card = data.keys.find(({ id }) => id === keyId);
  const organization = data.organizations.find(({ id }) => id === card?.organizationId);
  const result = useTests(({ results }) => results[keyId]);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    // Focus goes back to what opened the pane.
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  if (!card || !organization || !panel) return null;
  const title = panel.show === 'diagnosis' ? 'Why?' : 'Details';
  return (
    <aside
      ref={box}
      className="detail"
      tabIndex={-1}
      aria-label={`${title} ${card.name}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') open(null);
      }}
    >
      <header className="detail-top">
        <h2 className="cut">{title}</h2>
        <IconButton look="quiet" label="Close" onClick={() => open(null)}>
          <X className="icon" aria-hidden />
        </IconButton>
      </header>
      <div className="detail-body">
        {panel.show === 'diagnosis' ? (
          <Refusal card={card} organization={organization} keys={data.keys} result={result} />
        ) : (
          <Details card={card} organization={organization} />
        )}
      </div>
    </aside>
  );
}

type About = { readonly card: KeyData; readonly organization: Organization };

function Refusal({
  card,
  organization,
  keys,
  result,
}: About & { readonly keys: readonly KeyData[]; readonly result: KeyTest | undefined }) {
  const { run } = useTests();
  const isTesting = useTests(({ running }) => running.has(card.id));
  const { tone, words, why } = verdict(card, result);
  if (!why) return <StateMark tone={tone}>{words}</StateMark>;
  const link = linkFor(why.code, card);
  return (
    <>
      <section className="verdict">
        <StateMark tone={tone}>{card.name}</StateMark>
        <h3>{why.title}</h3>
        <p>{why.cause}</p>
        <p className="next">
          <strong>Next:</strong> {why.next}
        </p>
        <div className="row">
          {link ? (
            <Button look="primary" onClick={() => void api.app.openLink({ link: link.id })}>
              {link.label}
            </Button>
          ) : null}
          <Button look={link ? 'plain' : 'primary'} aria-disabled={isTesting} onClick={() => !isTesting && void run([card.id])}>
            {isTesting ? 'Asking Apple…' : 'Test again'}
          </Button>
        </div>
      </section>
      {why.code === 'E_APPLE_UNAUTHORIZED' ? (
        <section className="detail-section">
          <h3>What was checked</h3>
          <ol className="causes">
            {causesOfRefusal(card, organization, keys, result).map(({ title, found, state }) => (
              <li key={title} className="cause" data-state={state}>
                <span className="title">{title}</span>
                <StateMark tone={state === 'likely' ? 'attention' : 'unknown'}>{causeWords[state]}</StateMark>
                <span className="found">{found}</span>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {result ? <AppleSaid result={result} /> : null}
      {result && result.notes.length > 0 ? (
        <section className="detail-section">
          <h3>Also seen</h3>
          {result.notes.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
        </section>
      ) : null}
      <section className="detail-section">
        <h3>What was used</h3>
        <Facts
          rows={[
            ['Key ID', <code key="id">{card.keyId}</code>],
            [
              'Issuer ID',
              card.kind === 'individual' ? 'none: an individual key' : <code key="id">{organization.issuerId ?? 'not set'}</code>,
            ],
            ['Clock', result?.clockSkewSeconds == null ? 'not measured' : clockWords(result.clockSkewSeconds)],
          ]}
        />
      </section>
      <p className="detail-section dim">The stored key was not changed. Whatever Apple said, Keyrack still holds it.</p>
    </>
  );
}

const causeWords = { likely: 'Most likely', possible: 'Possible', 'ruled out': 'Ruled out' } as const;

function AppleSaid({ result }: { readonly result: KeyTest }) {
  if (result.status === null) return null;
  return (
    <section className="detail-section">
      <h3>Apple said</h3>
      <p className="said">
        <code>
          {result.status}
          {result.appleCode === null ? '' : ` ${result.appleCode}`}
        </code>
      </p>
    </section>
  );
}

function Details({ card, organization }: About) {
  const now = useNow(30_000);
  const [claims, setClaims] = useState<{ readonly header: string; readonly payload: string } | null | undefined>(undefined);
  const show = async () => {
    const reply = await api.token.claims({ key: card.id });
    setClaims(reply.ok ? reply.value : null);
  };
  return (
    <>
      <Facts
        rows={[
          ['Name', card.name],
          ['Organization', organization.name],
          ['Kind', card.kind === 'team' ? 'Team key' : 'Individual key'],
          ['Key ID', <code key="id">{card.keyId}</code>],
          ...(card.kind === 'team' ? ([['Issuer ID', <code key="id">{organization.issuerId ?? 'not set'}</code>]] as const) : []),
          ['Roles', card.roles.length > 0 ? card.roles.join(', ') : 'not noted'],
          ['Public key', <code key="id">{card.fingerprint}</code>],
          ['File', card.sourceName],
          [
            'Added',
            <time key="at" dateTime={card.addedAt} title={exactly(card.addedAt)}>
              {ago(card.addedAt, now)}
            </time>,
          ],
        ]}
      />
      <section className="detail-section">
        <h3>Last token</h3>
        {claims === undefined ? (
          <LinkButton onClick={() => void show()}>Show claims</LinkButton>
        ) : claims === null ? (
          <p className="dim">No token was copied with this key since Keyrack started.</p>
        ) : (
          <>
            <pre className="claims">{`${pretty(claims.header)}\n${pretty(claims.payload)}`}</pre>
            <p className="help">The signature is not shown: without it nobody can use this.</p>
          </>
        )}
      </section>
      <section className="detail-section">
        <Button onClick={() => void trash(card)}>Move to Trash</Button>
      </section>
    </>
  );
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

const clockWords = (skew: number): string =>
  Math.abs(skew) <= 5 ? 'agrees with Apple’s' : `${Math.abs(skew)} s ${skew > 0 ? 'fast' : 'slow'}; Apple’s time was used`;

/** The page where this can be mended; addresses are main's (H-24). */
function linkFor(code: string, card: KeyData): { readonly id: AppleLink; readonly label: string } | null {
  if (code === 'E_APPLE_AGREEMENT') return { id: 'agreements', label: 'Open Agreements' };
  if (code === 'E_APPLE_DOWN') return { id: 'system-status', label: 'Open System Status' };
  if (code === 'E_APPLE_UNAUTHORIZED' || code === 'E_APPLE_ROLE')
    return { id: card.kind === 'team' ? 'team-keys' : 'individual-keys', label: 'Open the keys in App Store Connect' };
  return null;
}
