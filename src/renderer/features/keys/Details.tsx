import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, LinkButton } from '../../components/Button.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { ago, exactly, timeOfDay } from '../../lib/time.js';
import { useNow } from '../../lib/use-now.js';
import { useTests } from '../../state/tests.js';
import { roleName } from '../../words.js';
import { trash } from './key-actions.js';
import { verdict } from './verdict.js';

/** Everything about one key that is not secret. */
export function Details({
  card,
  organization,
  withClaims,
}: {
  readonly card: KeyData;
  readonly organization: Organization;
  readonly withClaims: boolean;
}) {
  const now = useNow(30_000);
  const result = useTests(({ results }) => results[card.id]);
  const isTesting = useTests(({ running }) => running.has(card.id));
  const { tone, words } = verdict(card, result);
  return (
    <>
      <Facts
        rows={[
          ['Organization', organization.name],
          ['Kind', card.kind === 'team' ? 'Team key' : 'Individual key'],
          ['Key ID', <code key="id">{card.keyId}</code>],
          ...(card.kind === 'team' ? ([['Issuer ID', <code key="id">{organization.issuerId ?? 'not set'}</code>]] as const) : []),
          ['Roles', card.roles.length > 0 ? card.roles.map(roleName).join(', ') : 'not noted'],
          ['Public key', <code key="id">{card.fingerprint}</code>],
          ['File', card.sourceName],
          [
            'Added',
            <time key="at" dateTime={card.addedAt} title={exactly(card.addedAt)}>
              {ago(card.addedAt, now)}
            </time>,
          ],
          [
            'Last test',
            <StateMark key="test" tone={tone} busy={isTesting}>
              {isTesting ? 'Asking Apple…' : words}
            </StateMark>,
          ],
        ]}
      />
      <LastToken id={card.id} unfolded={withClaims} />
      <section className="detail-section">
        <Button onClick={() => void trash(card)}>Move to Trash</Button>
      </section>
    </>
  );
}

export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
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

type Part = readonly (readonly [string, unknown])[];
type Claims = { readonly header: Part; readonly payload: Part };

/** Header and payload of the last token; never its signature. */
function LastToken({ id, unfolded }: { readonly id: string; readonly unfolded: boolean }) {
  const [claims, setClaims] = useState<Claims | null | undefined>(undefined);
  const show = useCallback(async () => {
    const reply = await api.token.claims({ key: id });
    setClaims(reply.ok && reply.value ? { header: parsed(reply.value.header), payload: parsed(reply.value.payload) } : null);
  }, [id]);
  useEffect(() => {
    if (unfolded) void show();
  }, [unfolded, show]);
  return (
    <section className="detail-section">
      <h3>Last token</h3>
      {claims === undefined ? (
        <LinkButton onClick={() => void show()}>Show claims</LinkButton>
      ) : claims === null ? (
        <p className="dim">No token was copied with this key since Keyrack started.</p>
      ) : (
        <>
          <div className="claims">
            <ClaimRows of="header" part={claims.header} />
            <ClaimRows of="payload" part={claims.payload} />
          </div>
          <p className="help">The signature is not shown: without it nobody can use this.</p>
        </>
      )}
    </section>
  );
}

function ClaimRows({ of, part }: { readonly of: string; readonly part: Part }) {
  return (
    <>
      <p className="faint">{of}</p>
      <dl>
        {part.map(([name, value]) => (
          <div key={name} className="claim">
            <dt>{name}</dt>
            <dd>
              {typeof value === 'string' ? value : JSON.stringify(value)}
              {(name === 'iat' || name === 'exp') && typeof value === 'number' ? (
                <span className="faint"> {timeOfDay(value * 1_000)}</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function parsed(json: string): Part {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.entries(value) : [['', json]];
  } catch {
    return [['', json]];
  }
}
