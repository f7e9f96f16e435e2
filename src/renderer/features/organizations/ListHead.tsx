import { Activity, Plus, TriangleAlert } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { IconButton } from '../../components/Button.js';
import { shelfOf } from '../../lib/vault/key-index.js';
import { needingAttention } from '../../lib/vault/organizations.js';
import { everyKey, testEveryKey, useTests } from '../../state/connection-tests.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { number } from '../../words/number.js';
import * as texts from '../../words/organizations.js';

/** What is done with the list as a whole: what of it is shown, every key tested, another organization made. */
export function ListHead({ data }: { readonly data: VaultData }) {
  const { ask, onlyAttention, showOnlyAttention } = useView();
  const isRunning = useTests(({ many }) => many.some(({ of }) => of === everyKey));
  const needing = needingAttention(data).size;
  return (
    <div className="sidebar-head">
      <h2>{common.organizations}</h2>
      {needing > 0 || onlyAttention ? (
        <button
          type="button"
          className="attention-only"
          aria-pressed={onlyAttention}
          aria-label={texts.onlyAttention(needing)}
          title={texts.onlyAttention(needing)}
          onClick={() => showOnlyAttention(!onlyAttention)}
        >
          <TriangleAlert className="icon" aria-hidden />
          {number(needing)}
        </button>
      ) : null}
      {shelfOf(data).live.length > 0 ? (
        <IconButton look="quiet" label={common.testEveryKey} aria-disabled={isRunning} onClick={testEveryKey}>
          <Activity className="icon" aria-hidden />
        </IconButton>
      ) : null}
      <IconButton look="quiet" label={common.newOrganization} onClick={() => ask({ ask: 'new-organization', id: '' })}>
        <Plus className="icon" aria-hidden />
      </IconButton>
    </div>
  );
}
