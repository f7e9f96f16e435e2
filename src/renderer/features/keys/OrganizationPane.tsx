import { Activity, ArrowLeft, Download, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, IconButton, LinkButton } from '../../components/Button.js';
import { MenuButton } from '../../components/Menu.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { cancelJob } from '../../lib/jobs.js';
import { filterVault } from '../../lib/vault/filter.js';
import { wordsOf } from '../../lib/vault/fuzzy.js';
import { keysOf, shelfOf } from '../../lib/vault/key-index.js';
import { isAgreement, summary } from '../../lib/vault/organizations.js';
import { useTests } from '../../state/connection-tests.js';
import { useImporting } from '../../state/importing.js';
import { say, sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';
import * as search from '../../words/search.js';
import { CardList } from './CardList.js';
import { CopyId } from './CopyId.js';
import { DropDrawing } from './EmptyVault.js';
import { HealthBanner } from './HealthBanner.js';
import { primaryOf } from './primary.js';

const shownTags = 3;
const ids = (keys: readonly KeyData[]): readonly string[] => keys.map(({ id }) => id);

/** One organization and its keys. */
export function OrganizationPane({ data, organization }: { readonly data: VaultData; readonly organization: Organization }) {
  const { query, keyId, panel } = useView();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const all = keysOf(data, organization.id);
  const filter = filterVault(data, query);
  const keys = filter === null ? all : all.filter(({ id }) => filter.keys.has(id));
  const current = keys.find(({ id }) => id === keyId) ?? keys.find(({ id }) => id === organization.defaultKeyId) ?? keys[0];
  const primary = primaryOf(data, panel, all);
  const importHere = () => void useImporting.getState().choose(organization.id);
  return (
    <>
      <PaneHead organization={organization} keys={all} shown={keys.length} onImport={importHere} />
      <div ref={setScroller} className="scroll">
        <div className="column">
          <HealthBanner data={data} />
          <AgreementBanner organization={organization} keys={all} isFilled={primary === 'agreement'} />
          {all.length === 0 ? (
            <div className="drop">
              <DropDrawing />
              <p>
                {organization.name} {texts.noKeysYetDropAn} <span className="id">{texts.authkeyP8}</span> {texts.here}
              </p>
              <Button
                look={primary === 'pane' ? 'primary' : 'plain'}
                large
                icon={<Download className="icon" aria-hidden />}
                onClick={importHere}
              >
                {common.chooseFiles}
              </Button>
            </div>
          ) : (
            <>
              {keys.length === 0 ? <p className="nothing-found">{search.nothingHereIsCalled(query.trim())}</p> : null}
              <CardList
                key={organization.id}
                label={texts.keysOf(organization.name)}
                keys={keys}
                organizations={shelfOf(data).organizations}
                currentId={current?.id ?? null}
                isFilled={primary === 'pane'}
                scroller={scroller}
                words={wordsOf(query)}
              />
              <p className="hint">
                <Download className="icon" aria-hidden />
                <span>
                  {texts.drop} <code>{texts.authkeyP8}</code> {texts.anywhere}
                </span>
              </p>
            </>
          )}
        </div>
      </div>
    </>
  );
}

function PaneHead({
  organization,
  keys,
  shown,
  onImport,
}: {
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  /** How many of them a search leaves. */
  readonly shown: number;
  readonly onImport: () => void;
}) {
  const { ask, back } = useView();
  const running = useTests((tests) => tests.running);
  // Another organization's run is shown where it was asked for.
  const mine = useTests(({ many }) => many.find(({ of }) => of === organization.id));
  const busy = keys.some(({ id }) => running.has(id));
  const remove = () =>
    void attempt(async () => {
      await unwrap(api.organizations.remove({ id: organization.id }));
      // Its own place is gone with it.
      say(texts.organizationRemoved(organization.name), { place: null });
    }, sayError);
  return (
    <header className="column pane-head">
      <div className="toolbar">
        <IconButton look="quiet" label={common.backToTheList} className="only-narrow" onClick={back}>
          <ArrowLeft className="icon" aria-hidden />
        </IconButton>
        <h1 className="cut" dir="auto" title={organization.name}>
          {organization.name}
        </h1>
        {mine ? (
          <Button onClick={() => cancelJob(mine.job)}>{texts.stopOf(mine.done, mine.total)}</Button>
        ) : (
          <Button
            icon={<Activity className="icon" aria-hidden />}
            title={common.testAll}
            aria-disabled={busy || keys.length === 0}
            onClick={() => !busy && void useTests.getState().run(ids(keys), organization.id)}
          >
            <span className="folds">{common.testAll}</span>
          </Button>
        )}
        <Button icon={<Download className="icon" aria-hidden />} title={common.importWord} onClick={onImport}>
          <span className="folds-first">{common.importWord}</span>
        </Button>
        <MenuButton
          label={texts.moreFor(organization.name)}
          entries={[
            { label: common.editOrganization, run: () => ask({ ask: 'edit-organization', id: organization.id }) },
            { label: texts.removeOrganization, run: remove, apart: true, danger: true },
          ]}
        />
      </div>
      <div className="subhead">
        <span className="cut">
          {shown < keys.length ? (
            <>
              {search.shownOf(shown, keys.length)} · <LinkButton onClick={() => useView.getState().search('')}>{search.showAll}</LinkButton>
            </>
          ) : (
            <>
              {common.keyCount(keys.length)}
              {keys.length > 0 ? <span className="folds-first"> · {summary(keys)}</span> : null}
            </>
          )}
        </span>
        {organization.tags.length > 0 ? (
          <span className="tags folds-first" title={organization.tags.join(', ')}>
            <span className="sr">{texts.tags} </span>
            {organization.tags.slice(0, shownTags).map((tag) => (
              <span key={tag} className="badge">
                <bdi className="cut">{tag}</bdi>
              </span>
            ))}
            {organization.tags.length > shownTags ? <span>+{organization.tags.length - shownTags}</span> : null}
          </span>
        ) : null}
        <span className="end">
          {organization.issuerId === null ? (
            <button type="button" className="link" onClick={() => ask({ ask: 'edit-organization', id: organization.id })}>
              {texts.addTheIssuerId}
            </button>
          ) : (
            <>
              <span className="folds">{common.issuerId}</span>
              <CopyId what={common.issuerId} text={organization.issuerId} />
            </>
          )}
        </span>
      </div>
    </header>
  );
}

/** Apple's word about the team, said where it can be mended: on the organization, not on its keys. */
function AgreementBanner({
  organization,
  keys,
  isFilled,
}: {
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly isFilled: boolean;
}) {
  const { run } = useTests();
  const met = keys.filter(({ lastTest }) => isAgreement(lastTest?.code));
  if (met.length === 0) return null;
  return (
    <section className="banner" aria-label={texts.agreement}>
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <h2>{texts.agreementWaits(organization.name)}</h2>
        <p>{texts.whatTheAgreementDoes}</p>
        <div className="row">
          <Button look={isFilled ? 'primary' : 'plain'} onClick={() => void api.app.openLink({ link: 'agreements' })}>
            {texts.openAgreements}
          </Button>
          <Button onClick={() => void run(ids(met), organization.id)}>{common.testAgain}</Button>
        </div>
      </div>
    </section>
  );
}
