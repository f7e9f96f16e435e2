import { Activity, ArrowLeft, Copy, Download, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { Button, IconButton } from '../../components/Button.js';
import { MenuButton } from '../../components/Menu.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { filterVault, isAgreement, short, summary } from '../../lib/organizations.js';
import { useImporting } from '../../state/importing.js';
import { cancelTests, useTests } from '../../state/tests.js';
import { say, sayError } from '../../state/toasts.js';
import { liveKeys } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import { DropDrawing } from './EmptyVault.js';
import { HealthBanner } from './HealthBanner.js';
import { KeyCard } from './KeyCard.js';

/** One organization and its keys. */
export function OrganizationPane({ data, organization }: { readonly data: VaultData; readonly organization: Organization }) {
  const { query, keyId, panel } = useView();
  const all = useMemo(() => liveKeys(data, organization.id), [data, organization.id]);
  const filter = useMemo(() => filterVault(data, query), [data, query]);
  const matching = filter === null ? all : all.filter(({ id }) => filter.keys.has(id));
  // A search that names the organization only leaves all of its keys.
  const keys = matching.length > 0 ? matching : all;
  const current = keys.find(({ id }) => id === keyId) ?? keys.find(({ id }) => id === organization.defaultKeyId) ?? keys[0];
  // One filled button in view: a banner's or the panel's action comes before a card's.
  const isSpoken = panel !== null || data.readOnly !== null || all.some(({ lastTest }) => isAgreement(lastTest?.code));
  const importHere = () => void useImporting.getState().begin(() => unwrap(api.keys.choose({})), organization.id);
  return (
    <>
      <PaneHead organization={organization} keys={all} onImport={importHere} />
      <div className="scroll">
        <div className="column">
          <HealthBanner data={data} />
          <AgreementBanner organization={organization} keys={all} />
          {all.length === 0 ? (
            <div className="drop">
              <DropDrawing />
              <p>
                {organization.name} has no keys yet. Drop an <span className="id">AuthKey_*.p8</span> here.
              </p>
              <Button look="primary" large icon={<Download className="icon" aria-hidden />} onClick={importHere}>
                Choose files…
              </Button>
            </div>
          ) : (
            <>
              <ul className="cards" aria-label={`Keys of ${organization.name}`}>
                {keys.map((key) => (
                  <li key={key.id}>
                    <KeyCard
                      organization={organization}
                      card={key}
                      isCurrent={key.id === current?.id}
                      isFilled={key.id === current?.id && !isSpoken}
                    />
                  </li>
                ))}
              </ul>
              <p className="hint">
                <Download className="icon" aria-hidden />
                <span>
                  Drop <code>AuthKey_*.p8</code> anywhere
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
  onImport,
}: {
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly onImport: () => void;
}) {
  const { ask, back } = useView();
  const { progress, running, run } = useTests();
  const busy = keys.some(({ id }) => running.has(id));
  const remove = () =>
    void attempt(async () => {
      await unwrap(api.organizations.remove({ id: organization.id }));
      say(`${organization.name} removed.`);
    }, sayError);
  return (
    <header className="column pane-head">
      <div className="toolbar">
        <IconButton look="quiet" label="Back to the list" className="only-narrow" onClick={back}>
          <ArrowLeft className="icon" aria-hidden />
        </IconButton>
        <h1 className="cut" title={organization.name}>
          {organization.name}
        </h1>
        {progress ? (
          <Button onClick={cancelTests}>
            Stop ({progress.done} of {progress.total})
          </Button>
        ) : (
          <Button
            icon={<Activity className="icon" aria-hidden />}
            aria-disabled={busy || keys.length === 0}
            onClick={() => !busy && void run(keys.map(({ id }) => id))}
          >
            Test all
          </Button>
        )}
        <Button icon={<Download className="icon" aria-hidden />} onClick={onImport}>
          Import
        </Button>
        <MenuButton
          label={`More for ${organization.name}`}
          entries={[
            { label: 'Edit organization…', run: () => ask({ ask: 'edit-organization', id: organization.id }) },
            { label: 'Remove organization', run: remove, apart: true, danger: true },
          ]}
        />
      </div>
      <div className="subhead">
        <span className="cut">{summary(keys)}</span>
        <span className="end">
          {organization.issuerId === null ? (
            <button type="button" className="link" onClick={() => ask({ ask: 'edit-organization', id: organization.id })}>
              Add the Issuer ID
            </button>
          ) : (
            <>
              <span className="wide-only">Issuer ID</span>
              <CopyId what="Issuer ID" text={organization.issuerId} />
            </>
          )}
        </span>
      </div>
    </header>
  );
}

/** An id that copies itself: ids are no secret, so the page's own copy event will do. */
export function CopyId({ what, text }: { readonly what: string; readonly text: string }) {
  return (
    <button type="button" className="copyid id" title={text} onClick={() => copyText(what, text)}>
      <span className="sr">
        Copy {what} {text}
      </span>
      <span aria-hidden>{short(text)}</span>
      <Copy className="icon" aria-hidden />
    </button>
  );
}

function copyText(what: string, text: string): void {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', put, { once: true, capture: true });
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', put, { capture: true });
  say(copied ? `${what} copied.` : `${what}: ${text}`);
}

/** Apple's word about the team, said where it can be mended: on the organization, not on its keys. */
function AgreementBanner({ organization, keys }: { readonly organization: Organization; readonly keys: readonly KeyData[] }) {
  const { run } = useTests();
  const met = keys.filter(({ lastTest }) => isAgreement(lastTest?.code));
  if (met.length === 0) return null;
  return (
    <section className="banner" aria-label="Agreement">
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <h2>An agreement of {organization.name} waits to be signed</h2>
        <p>
          Apple recognised the key and answers nothing until the Account Holder has accepted the latest agreement. The keys themselves are
          good.
        </p>
        <div className="row">
          <Button look="primary" onClick={() => void api.app.openLink({ link: 'agreements' })}>
            Open Agreements
          </Button>
          <Button onClick={() => void run(met.map(({ id }) => id))}>Test again</Button>
        </div>
      </div>
    </section>
  );
}
