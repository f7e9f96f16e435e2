import { Check, ExternalLink, X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { AppleLink } from '../../../shared/apple/hosts.js';
import type { Confidence } from '../../../shared/diagnosis/cause.js';
import { tellRefusal } from '../../../shared/diagnosis/tell.js';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { causeWords } from '../../../shared/words/causes.js';
import { topicOf } from '../../../shared/words/guide.js';
import { Button, IconButton, LinkButton } from '../../components/Button.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { useTests } from '../../state/connection-tests.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/diagnosis.js';
import { causesOf } from './causes.js';
import { Details, Facts } from './Details.js';
import { verdict } from './verdict.js';

/** The pane that slides in: why Apple refused this key, or everything about it. */
export function Diagnosis({ data, keyId }: { readonly data: VaultData; readonly keyId: string }) {
  const { open, panel } = useView();
  const box = useRef<HTMLElement>(null);
  const card = data.keys.find(({ id }) => id === keyId);
  const organization = data.organizations.find(({ id }) => id === card?.organizationId);
  const result = useTests(({ results }) => results[keyId]);
  // Before what lies under it is made inert, so that the focus can go back to what opened the panel.
  useLayoutEffect(() => box.current?.focus(), []);
  if (!card || !organization || !panel) return null;
  const isRefused = verdict(card, result, data).tone === 'refused';
  const title = panel.show === 'details' ? card.name : isRefused ? texts.whyAppleRefused(card.name) : texts.theLastTestOf(card.name);
  return (
    <aside ref={box} className={`detail is-${panel.show}`} tabIndex={-1} aria-label={title}>
      <header className="detail-top">
        <h2 className="cut" title={title}>
          {title}
        </h2>
        <IconButton look="quiet" label={common.close} onClick={() => open(null)}>
          <X className="icon" aria-hidden />
        </IconButton>
      </header>
      <div className="detail-body">
        {panel.show === 'diagnosis' ? (
          <Refusal card={card} organization={organization} data={data} result={result} />
        ) : (
          <Details card={card} organization={organization} withClaims={panel.claims === true} />
        )}
      </div>
    </aside>
  );
}

type About = { readonly card: KeyData; readonly organization: Organization };

function Refusal({ card, organization, data, result }: About & { readonly data: VaultData; readonly result: KeyTest | undefined }) {
  const { tone, words, why } = verdict(card, result, data);
  const causes = why?.code === 'E_APPLE_UNAUTHORIZED' ? causesOf(card, result, data) : [];
  const told = causes.length > 0 ? tellRefusal(causes) : null;
  return (
    <>
      <section className="verdict">
        <div role="status">
          {why ? (
            <>
              <h3>{told?.headline ?? why.title}</h3>
              <p>{told?.showed ?? why.cause}</p>
              <p className="next">
                <strong>{texts.next}</strong> {told?.next ?? why.next}
              </p>
            </>
          ) : (
            <StateMark tone={tone}>{words}</StateMark>
          )}
        </div>
        <WaysOn card={card} code={why?.code ?? null} />
      </section>
      {result ? <AppleSaid result={result} /> : null}
      {causes.length > 0 ? (
        <section className="detail-section">
          <h3>{texts.whatWasChecked}</h3>
          <ol className="causes">
            {causes.map(({ code, showed, confidence }) => (
              <li key={code} className="cause" data-state={confidence === 'certain' ? 'likely' : confidence}>
                <span className="title">{causeWords[code].title}</span>
                <CauseState state={confidence} />
                <span className="found">{showed}</span>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {result && result.notes.length > 0 ? (
        <section className="detail-section">
          <h3>{texts.alsoSeen}</h3>
          {result.notes.map(({ code, message }) => (
            <p key={code}>{message}</p>
          ))}
        </section>
      ) : null}
      <section className="detail-section">
        <h3>{texts.whatWasUsed}</h3>
        <Facts
          rows={[
            [common.keyId, <code key="id">{card.keyId}</code>],
            [
              common.issuerId,
              card.kind === 'individual' ? texts.noneAnIndividualKey : <code key="id">{organization.issuerId ?? common.notSet}</code>,
            ],
            [texts.clock, result?.clockSkewSeconds == null ? texts.notMeasured : texts.clockIs(result.clockSkewSeconds)],
          ]}
        />
      </section>
      {why ? <p className="detail-section dim">{texts.keyIsSafe}</p> : null}
    </>
  );
}

/** The page where it can be mended, the test again, and what the guide says of it. */
function WaysOn({ card, code }: { readonly card: KeyData; readonly code: string | null }) {
  const { run } = useTests();
  const isTesting = useTests(({ running }) => running.has(card.id));
  const link = code === null ? null : linkFor(code, card);
  const topic = code === null ? null : topicOf(code, card.kind);
  return (
    <div className="row">
      {link ? (
        <Button
          look="primary"
          icon={<ExternalLink className="icon" aria-hidden />}
          onClick={() => void api.app.openLink({ link: link.id })}
        >
          {link.label}
        </Button>
      ) : null}
      <Button look={link ? 'plain' : 'primary'} aria-disabled={isTesting} onClick={() => !isTesting && void run([card.id])}>
        {isTesting ? common.askingApple : common.testAgain}
      </Button>
      {topic ? <LinkButton onClick={() => useView.getState().explain(topic)}>{texts.inTheGuide}</LinkButton> : null}
    </div>
  );
}

/** Only what is certain or likely is coloured. */
function CauseState({ state }: { readonly state: Confidence }) {
  if (state !== 'ruled-out') return <StateMark tone={state === 'possible' ? 'unknown' : 'attention'}>{howSure[state]}</StateMark>;
  return (
    <span className="state is-plain">
      <Check className="icon" aria-hidden />
      {howSure[state]}
    </span>
  );
}

const howSure = { certain: texts.certain, likely: texts.mostLikely, possible: texts.possible, 'ruled-out': texts.ruledOut } as const;

function AppleSaid({ result }: { readonly result: KeyTest }) {
  if (result.status === null) return null;
  return (
    <section className="detail-section">
      <h3>{result.outcome === 'unexpected' ? texts.whatCameBack : texts.whatAppleSaid}</h3>
      <p className="said">
        <code>
          {result.status}
          {result.appleCode === null ? '' : ` ${result.appleCode}`}
        </code>
        {result.appleTitle ? <span className="small dim">“{result.appleTitle}”</span> : null}
      </p>
    </section>
  );
}

/** The page where this can be mended; addresses are main's (H-24). */
function linkFor(code: string, card: KeyData): { readonly id: AppleLink; readonly label: string } | null {
  if (code === 'E_APPLE_AGREEMENT') return { id: 'agreements', label: texts.openAgreements };
  if (code === 'E_APPLE_DOWN') return { id: 'system-status', label: texts.openSystemStatus };
  if (code === 'E_APPLE_UNAUTHORIZED' || code === 'E_APPLE_ROLE')
    return { id: card.kind === 'team' ? 'team-keys' : 'individual-keys', label: texts.openApplesKeyList };
  return null;
}
