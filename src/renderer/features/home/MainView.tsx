import { Suspense, useEffect } from 'react';
import { useMedia } from '../../lib/hooks/use-media.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { useOpenedFiles } from '../importing/use-opened-files.js';
import { Diagnosis } from '../keys/Diagnosis.js';
import { EmptyVault } from '../keys/EmptyVault.js';
import { OrganizationPane } from '../keys/OrganizationPane.js';
import { TrashPane } from '../keys/TrashPane.js';
import { ClipboardLine } from '../organizations/ClipboardLine.js';
import { Sidebar } from '../organizations/Sidebar.js';
import { SearchPane } from '../search/SearchPane.js';
import { Dialogs } from './Dialogs.js';
import { ActivityPane, fetchLaterPanes, GuidePane, HealthPane, SettingsPane, TrustPane } from './later-panes.js';
import { useKeyboard } from './use-keyboard.js';

/** Two panes and a detail; in a narrow window one at a time. */
export function MainView() {
  const { data } = useVault();
  const { place, organizationId, panel, narrow } = useView();
  // Where the panel lies over the cards they are out of reach until it is closed.
  const covered = useMedia('(max-width: 1000px)') && panel !== null;
  const isListOut = useMedia('(max-width: 799px)') && (narrow === 'pane' || place === 'search');
  useKeyboard();
  useEffect(fetchLaterPanes, []);
  const first = data?.organizations[0]?.id;
  const known = data?.organizations.some(({ id }) => id === organizationId) ?? false;
  // Somebody is always chosen: an empty pane beside a full list would be a screen without a purpose.
  useEffect(() => {
    if (!known && first !== undefined && place === 'keys') useView.setState({ organizationId: first });
  }, [known, first, place]);
  // An empty list has nothing to choose from: a narrow window shows where the first key goes.
  const isEmpty = data !== null && first === undefined;
  useEffect(() => {
    if (isEmpty) useView.setState({ narrow: 'pane' });
  }, [isEmpty]);
  useOpenedFiles(data !== null);
  if (!data) return null;
  const organization = data.organizations.find(({ id }) => id === organizationId);
  return (
    <main className="window" data-narrow={place === 'search' ? place : narrow}>
      <h1 className="sr">{common.keyrack}</h1>
      <Sidebar data={data} isOutOfView={isListOut} />
      <div className={`pane ${panel ? 'with-diagnosis' : ''}`} inert={covered}>
        <Suspense>
          {place === 'guide' ? (
            <GuidePane />
          ) : place === 'trust' ? (
            <TrustPane data={data} />
          ) : place === 'health' ? (
            <HealthPane />
          ) : place === 'settings' ? (
            <SettingsPane data={data} />
          ) : place === 'activity' ? (
            <ActivityPane data={data} />
          ) : place === 'trash' ? (
            <TrashPane data={data} />
          ) : place === 'search' ? (
            <SearchPane data={data} />
          ) : organization ? (
            <OrganizationPane data={data} organization={organization} />
          ) : (
            <EmptyVault />
          )}
        </Suspense>
        {isListOut ? <ClipboardLine /> : null}
      </div>
      {panel ? <Diagnosis key={`${panel.show} ${panel.key} ${panel.claims ?? ''}`} data={data} keyId={panel.key} /> : null}
      <Suspense>
        <Dialogs data={data} />
      </Suspense>
    </main>
  );
}
