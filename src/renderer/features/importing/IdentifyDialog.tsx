import { Clipboard, File } from 'lucide-react';
import { useEffect } from 'react';
import type { Identified, VaultData } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { toolIds, toolOf } from '../../../shared/tools/registry.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { StateMark } from '../../components/State.js';
import { useIdentifying } from '../../state/identifying.js';
import { useImporting } from '../../state/importing.js';
import { useAwaited } from '../../state/reading.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/identify.js';
import { goToKey } from '../keys/go-to-key.js';

/** Which stored key a file, a text or a token belongs to, and what happened to it on its way. It is not stored, and never shown. */
export function IdentifyDialog({ data }: { readonly data: VaultData }) {
  const { ask } = useView();
  const { path, answer, error, isBusy, look, choose, forget } = useIdentifying();
  const awaited = useAwaited();
  useEffect(() => forget, [forget]);
  const close = () => ask(null);
  const stored = answer?.stored ? storedKey(answer, data) : undefined;
  const show = () => {
    close();
    if (stored) goToKey(stored);
  };
  const importIt = () => {
    close();
    const importing = useImporting.getState();
    void (path === null ? importing.paste(null) : importing.drop([path], false, null));
  };
  const isKey = answer !== null && !answer.stored && answer.kind !== 'token' && answer.kind !== 'public-key';
  const foot = (
    <>
      <span className="spacer" />
      {stored && stored.trashedAt === null ? <Button onClick={show}>{texts.showTheKey}</Button> : null}
      {isKey ? <Button onClick={importIt}>{texts.importIt}</Button> : null}
      <Button look="primary" onClick={close}>
        {common.close}
      </Button>
    </>
  );
  return (
    <Dialog title={texts.whatIsThisFile} lead={texts.whatCanBeLookedAt} onClose={close} foot={foot}>
      <div className="identify-drop">
        <p>{texts.dropAFileHere}</p>
        <div className="row">
          <Button icon={<File className="icon" aria-hidden />} onClick={() => void choose()}>
            {texts.chooseAFile}
          </Button>
          <Button icon={<Clipboard className="icon" aria-hidden />} onClick={() => void look(null)}>
            {common.fromTheClipboard}
          </Button>
        </div>
      </div>
      <div className="identified" aria-live="polite" aria-busy={isBusy}>
        {isBusy && awaited ? <p className="help">{awaited}</p> : null}
        {answer ? <Answer answer={answer} stored={stored} data={data} path={path} /> : null}
      </div>
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

type Key = VaultData['keys'][number];

/** The row it names: by Key ID, and by the private key where that is known. */
function storedKey({ keyId, fingerprint, organization }: Identified, data: VaultData): Key | undefined {
  const its = new Set(data.organizations.filter(({ name }) => name === organization).map(({ id }) => id));
  const all = data.keys.filter(
    (key) => key.keyId === keyId && its.has(key.organizationId) && (fingerprint === null || key.fingerprint === fingerprint),
  );
  return all.find(({ trashedAt }) => trashedAt === null) ?? all[0];
}

function Answer(props: {
  readonly answer: Identified;
  readonly stored: Key | undefined;
  readonly data: VaultData;
  readonly path: string | null;
}) {
  const { answer, stored, data, path } = props;
  const its = data.organizations.find(({ id }) => id === stored?.organizationId)?.name ?? answer.organization;
  const whose = stored ? `${its} / ${stored.name}` : its;
  const facts = [
    [texts.lookedAt, path === null ? texts.theClipboard : showName(path.split(/[\\/]/).at(-1) ?? '')],
    [texts.itIs, whatIs(answer.kind)],
    ...(answer.keyId === null ? [] : [[common.keyId, answer.keyId]]),
    ...(answer.fingerprint === null ? [] : [[texts.fingerprint, answer.fingerprint]]),
  ] as const;
  return (
    <>
      <p className="identified-head">
        {answer.stored ? (
          <StateMark tone="good">{answer.kind === 'token' ? texts.signedBy(whose) : texts.storedAs(whose)}</StateMark>
        ) : (
          <StateMark tone="unknown">{answer.kind === 'token' ? texts.signedByNone : texts.notStoredHere}</StateMark>
        )}
      </p>
      {stored?.trashedAt ? <p className="help">{texts.itIsInTheTrash}</p> : null}
      <dl className="facts">
        {facts.map(([what, value]) => (
          <div key={what} className="fact">
            <dt>{what}</dt>
            <dd className={what === 'It is' ? '' : 'id'}>{value}</dd>
          </div>
        ))}
        {answer.repairs.length > 0 ? (
          <div className="fact">
            <dt>{texts.mangled}</dt>
            <dd>
              {answer.repairs.map((repair) => (
                <p key={repair}>{repair}</p>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}

function whatIs(kind: Identified['kind']): string {
  if (kind === 'key') return texts.aPrivateKey;
  if (kind === 'public-key') return texts.thePublicHalfOfAKey;
  if (kind === 'token') return texts.aToken;
  if (kind === 'variables') return texts.variables;
  const tool = toolIds.find((id) => kind === `${id}-json`);
  return tool === undefined || tool === 'list' ? texts.aJsonOfKeys : texts.aJsonOf(toolOf(tool).name);
}
