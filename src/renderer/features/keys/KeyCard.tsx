import { Activity, Check, Copy, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, Copied, LinkButton } from '../../components/Button.js';
import { Marked } from '../../components/Marked.js';
import { MenuButton } from '../../components/Menu.js';
import { Ring } from '../../components/Ring.js';
import { StateMark } from '../../components/State.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago, exactly } from '../../lib/time.js';
import { foundBeside } from '../../lib/vault/filter.js';
import { isAgreement, short } from '../../lib/vault/organizations.js';
import { cancelTest, useTests } from '../../state/connection-tests.js';
import { onThisClock, useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';
import * as search from '../../words/search.js';
import { CopyId } from './CopyId.js';
import { copyLabel, isUnnamed, keyActions, labelOf, testLabel } from './key-actions.js';
import { verdict } from './verdict.js';

interface CardProps {
  readonly organization: Organization;
  readonly card: KeyData;
  /** The one the keyboard's commands mean. */
  readonly isCurrent: boolean;
  /** Its Copy token is the one filled button in view. */
  readonly isFilled: boolean;
  /** What was searched for, to be marked. */
  readonly words: readonly string[];
  /** Given where cards of other organizations are in view: this one says of which it is, and leads there. */
  readonly onOpen?: (key: KeyData) => void;
}

/** Identity and actions above, the last answer in the strip below, always in the same place. */
export function KeyCard({ organization, card, isCurrent, isFilled, words, onOpen }: CardProps) {
  const focusKey = useView((view) => view.focusKey);
  const isTesting = useTests(({ running }) => running.has(card.id));
  const isCopied = useTokens(({ justCopied }) => justCopied === card.id);
  const isDefault = organization.defaultKeyId === card.id;
  const copy = () => void useTokens.getState().copy({ id: card.id, label: labelOf(card, organization) });
  return (
    <article
      className="card"
      id={`key-${card.id}`}
      data-key={card.id}
      data-current={isCurrent}
      aria-labelledby={`name-${card.id}`}
      onFocus={() => focusKey(card.id)}
      onPointerDown={() => focusKey(card.id)}
    >
      <div className="card-main">
        <div>
          <div className="card-name">
            <h2 id={`name-${card.id}`} className="cut" dir="auto" title={card.name}>
              <Marked text={card.name} words={words} />
            </h2>
            {isDefault ? <span className="badge is-default">{texts.defaultWord}</span> : null}
            {card.backedUpAt === null ? <NoBackup /> : null}
            {foundBeside(words, card, organization).map((text) => (
              <FoundBy key={text} text={text} words={words} issuerId={organization.issuerId} />
            ))}
          </div>
          <div className="card-facts">
            {onOpen ? (
              <>
                <button type="button" className="of" title={search.openIn(organization.name)} onClick={() => onOpen(card)}>
                  <span className="cut" dir="auto">
                    <Marked text={organization.name} words={words} />
                  </span>
                </button>
                <span className="dot">·</span>
              </>
            ) : null}
            {isUnnamed(card) && !onOpen ? (
              <LinkButton onClick={() => useView.getState().ask({ ask: 'rename-key', id: card.id })}>{texts.nameIt}</LinkButton>
            ) : (
              <CopyId what={common.keyId} text={card.keyId} words={words} />
            )}
            <span className="dot">·</span>
            <span className="nowrap">{card.kind === 'team' ? common.teamKey : common.individualKey}</span>
            {card.roles.length > 0 ? (
              <>
                <span className="dot">·</span>
                <span className="cut" title={card.roles.map(common.roleName).join(', ')}>
                  {card.roles.map(common.roleName).join(', ')}
                </span>
              </>
            ) : null}
          </div>
        </div>
        <div className="card-actions">
          <Button
            look={isFilled ? 'primary' : 'plain'}
            icon={isCopied ? <Check className="icon" aria-hidden /> : <Copy className="icon" aria-hidden />}
            onClick={copy}
            aria-describedby={`name-${card.id}`}
          >
            <Copied on={isCopied}>{copyLabel}</Copied>
          </Button>
          <Button
            icon={<Activity className="icon only-compact" aria-hidden />}
            aria-disabled={isTesting}
            aria-describedby={`name-${card.id}`}
            onClick={() => !isTesting && void useTests.getState().run([card.id])}
          >
            <span className="word">{testLabel}</span>
          </Button>
          <MenuButton
            label={texts.moreFor(card.name)}
            entries={keyActions(card, organization).filter(({ label: one }) => one !== copyLabel && one !== testLabel)}
          />
        </div>
      </div>
      <Strip card={card} isTesting={isTesting} />
    </article>
  );
}

/** A tag or the Issuer ID of its organization, where that is all that answers to what was typed. */
function FoundBy({
  text,
  words,
  issuerId,
}: {
  readonly text: string;
  readonly words: readonly string[];
  readonly issuerId: string | null;
}) {
  return (
    <span className="badge" title={text}>
      <bdi>{text === issuerId ? search.issuerId(short(text)) : <Marked text={text} words={words} />}</bdi>
    </span>
  );
}

/** Only of the odd one: while there is no backup at all the foot of the list says so once, for every card. */
function NoBackup() {
  const isTheOddOne = useVault(({ data }) => data?.lastBackupAt != null);
  return isTheOddOne ? (
    <span className="badge badge-attention" title={texts.lostWithThisComputer}>
      <TriangleAlert className="icon" aria-hidden />
      <span className="word">{texts.inNoBackup}</span>
    </span>
  ) : null;
}

function Strip({ card, isTesting }: { readonly card: KeyData; readonly isTesting: boolean }) {
  const open = useView((view) => view.open);
  const result = useTests(({ results }) => results[card.id]);
  const isCancelled = useTests(({ cancelled }) => cancelled.has(card.id));
  const expiresAt = useTokens(({ byKey, aheadMs }) => {
    const exp = byKey[card.id];
    return exp === undefined ? undefined : onThisClock(exp, aheadMs);
  });
  const now = useNow(30_000);
  const { data } = useVault();
  const { tone, words, why } = verdict(card, result, data);
  // what never reached Apple is not remembered, so the time on record is of another test.
  const isRemembered = result?.outcome !== 'unreachable' && result?.outcome !== 'unexpected';
  return (
    <div className="card-strip">
      <StateMark tone={tone} busy={isTesting}>
        <span className="cut">{isTesting ? common.askingApple : words}</span>
      </StateMark>
      {/* Not beside “Asking Apple…”: they would be pushed aside by the answer’s words when they come. */}
      {isTesting ? null : (
        <span className="asides">
          {isCancelled ? <Aside>{texts.testCancelled}</Aside> : null}
          {card.lastTest && isRemembered ? (
            <Aside>
              <time dateTime={card.lastTest.at} title={exactly(card.lastTest.at)}>
                {ago(card.lastTest.at, now)}
              </time>
            </Aside>
          ) : null}
          {tone === 'offline' ? (
            <Aside>{texts.tokensCanStillBeCopied}</Aside>
          ) : (!card.lastTest || why === null) && !(tone === 'good' && card.lastUsedAt === null) ? (
            <LastUse card={card} now={now} />
          ) : null}
        </span>
      )}
      {isTesting ? (
        <LinkButton onClick={() => cancelTest(card.id)} aria-describedby={`name-${card.id}`}>
          {common.cancel}
        </LinkButton>
      ) : null}
      {why !== null && !isTesting && !isAgreement(card.lastTest?.code) ? (
        <LinkButton onClick={() => open({ show: 'diagnosis', key: card.id })} aria-describedby={`name-${card.id}`}>
          {texts.why}
        </LinkButton>
      ) : null}
      {expiresAt === undefined ? null : <Ring expiresAt={expiresAt} />}
    </div>
  );
}

const Aside = ({ children }: { readonly children: ReactNode }) => (
  <span className="aside">
    <span className="dot">·</span>
    {children}
  </span>
);

function LastUse({ card, now }: { readonly card: KeyData; readonly now: number }) {
  const at = card.lastUsedAt ?? card.addedAt;
  return (
    <Aside>
      <time dateTime={at} title={exactly(at)}>
        {card.lastUsedAt === null ? texts.added : texts.used} {ago(at, now)}
      </time>
    </Aside>
  );
}
