import { LoaderCircle, X } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Copied, IconButton, LinkButton } from '../../components/Button.js';
import { StateIcon } from '../../components/State.js';
import { cancelJob } from '../../lib/jobs.js';
import { needingAttention } from '../../lib/vault/organizations.js';
import { testedLine, testedReport, worstOf } from '../../lib/vault/test-summary.js';
import { everyKey, useTests } from '../../state/connection-tests.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/tests.js';
import { useCopy } from '../keys/CopyId.js';

/** The test of every key: how far it is, and then what came of it, until it is closed. */
export function EveryKeyLine({ data }: { readonly data: VaultData }) {
  const run = useTests(({ many }) => many.find(({ of }) => of === everyKey));
  const summary = useTests((tests) => tests.summary);
  if (run)
    return (
      <div className="foot-line">
        <LoaderCircle className="icon spin" aria-hidden />
        <span className="num-inline cut">{texts.testing(run.done, run.total)}</span>
        <LinkButton onClick={() => cancelJob(run.job)}>{common.stop}</LinkButton>
      </div>
    );
  return summary ? <Summary data={data} {...summary} /> : null;
}

type Of = NonNullable<ReturnType<typeof useTests.getState>['summary']> & { readonly data: VaultData };
function Summary({ data, tests, wanted }: Of) {
  const { showOnlyAttention } = useView();
  const [isCopied, copy] = useCopy(common.summary);
  const tone = worstOf(tests, wanted.length);
  return (
    <section className="foot-line is-summary" aria-label={common.summary}>
      <span className={`foot-mark is-${tone}`}>
        <StateIcon tone={tone} />
      </span>
      <div>
        <p role="status">{testedLine(tests, wanted.length)}</p>
        <p className="foot-doing">
          {needingAttention(data).size > 0 ? (
            <LinkButton onClick={() => showOnlyAttention(true)}>{texts.showWhatNeedsAttention}</LinkButton>
          ) : null}
          <LinkButton onClick={() => copy(testedReport(tests, wanted, data))}>
            <Copied on={isCopied}>{common.copySummary}</Copied>
          </LinkButton>
        </p>
      </div>
      <IconButton look="quiet" label={texts.closeTheSummary} onClick={() => useTests.setState({ summary: null })}>
        <X className="icon" aria-hidden />
      </IconButton>
    </section>
  );
}
