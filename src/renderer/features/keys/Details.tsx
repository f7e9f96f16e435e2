import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, LinkButton } from '../../components/Button.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago, exactly, timeOfDay } from '../../lib/time.js';
import { useTests } from '../../state/connection-tests.js';
import { onThisClock, useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/diagnosis.js';
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
  const { data } = useVault();
  const { tone, words } = verdict(card, result, data);
  return (
    <>
      <Facts
        rows={[
          [common.organization, organization.name],
          [common.kind, card.kind === 'team' ? common.teamKey : common.individualKey],
          [common.keyId, <code key="id">{card.keyId}</code>],
          ...(card.kind === 'team' ? ([[common.issuerId, <code key="id">{organization.issuerId ?? common.notSet}</code>]] as const) : []),
          [texts.roles, card.roles.length > 0 ? card.roles.map(common.roleName).join(', ') : texts.notNoted],
          [texts.publicKey, <code key="id">{card.fingerprint}</code>],
          [texts.file, card.sourceName],
          [
            texts.added,
            <time key="at" dateTime={card.addedAt} title={exactly(card.addedAt)}>
              {ago(card.addedAt, now)}
            </time>,
          ],
          [
            texts.lastTest,
            <StateMark key="test" tone={tone} busy={isTesting}>
              {isTesting ? common.askingApple : words}
            </StateMark>,
          ],
        ]}
      />
      <LastToken id={card.id} unfolded={withClaims} />
      <section className="detail-section">
        <Button onClick={() => void trash(card)}>{texts.moveToTrash}</Button>
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
      <h3>{texts.lastToken}</h3>
      {claims === undefined ? (
        <LinkButton onClick={() => void show()}>{texts.showClaims}</LinkButton>
      ) : claims === null ? (
        <p className="dim">{texts.noTokenYet}</p>
      ) : (
        <>
          <div className="claims">
            <ClaimRows of={texts.header} part={claims.header} />
            <ClaimRows of={texts.payload} part={claims.payload} />
          </div>
          <p className="help">{texts.noSignature}</p>
        </>
      )}
    </section>
  );
}

/** Beside a moment, what this machine's clock shows then. */
function ClaimRows({ of, part }: { readonly of: string; readonly part: Part }) {
  const aheadMs = useTokens((tokens) => tokens.aheadMs);
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
                <span className="faint"> {timeOfDay(onThisClock(value * 1_000, aheadMs))}</span>
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
