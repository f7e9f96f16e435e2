import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { Page } from '../../components/Page.js';
import { useApp } from '../../state/app.js';
import * as texts from '../../words/trust.js';
import { network, protects, remains, storedThings } from '../../words/trust.js';
import { CopyIcon } from '../keys/CopyId.js';
import { recoveryOf } from '../recovery/recovery-of.js';

/** What is stored where, what protects it, what does not, and how to do without us. */
export function TrustPane({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  if (!now) return null;
  const recovery = recoveryOf(now, data);
  return (
    <Page title={texts.whatProtectsYourKeys} lead={texts.andWhatDoesNot}>
      <div className="column reading">
        <Section title={texts.whatIsStored}>
          <p>
            {texts.inFolder} <code className="path">{now.home}</code>
            {texts.onlyYourAccount}
          </p>
          <StoredTable state={now} hasRecovery={recovery !== 'none'} />
        </Section>
        <Section title={texts.theRecoveryKey}>
          <p className="with-icon">
            {recovery === 'there' ? (
              <>
                <ShieldCheck className="icon is-good" aria-hidden />
                {texts.thereIsOne}
              </>
            ) : (
              <>
                <ShieldAlert className="icon is-attention" aria-hidden />
                {recovery === 'unchecked' ? texts.putOff : texts.thereIsNone}
              </>
            )}
          </p>
        </Section>
        <Section title={texts.withoutKeyrack}>
          <p>{texts.ordinaryAge(recovery !== 'none')}</p>
          <Command text={texts.ageCommand(quoted(`${now.home}/vault.age`))} />
          <p className="dim">{texts.whatComesOut}</p>
        </Section>
        <Section title={texts.whatProtectsIt}>
          <Terms rows={protects} />
        </Section>
        <Section title={texts.whatItDoesNotProtectFrom}>
          <Terms rows={remains(now.platform)} />
        </Section>
        <Section title={texts.whatTouchesTheNetwork}>
          <Terms rows={network} />
        </Section>
      </div>
    </Page>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function StoredTable({ state, hasRecovery }: { readonly state: AppState; readonly hasRecovery: boolean }) {
  return (
    <table className="stored">
      <thead>
        <tr>
          <th scope="col">{texts.where}</th>
          <th scope="col">{texts.what}</th>
          <th scope="col">{texts.format}</th>
          <th scope="col">{texts.whatProtectsIt}</th>
        </tr>
      </thead>
      <tbody>
        {storedThings(state, hasRecovery).map(({ name, holds, format, guard }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{holds}</td>
            <td>{format}</td>
            <td>{guard}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Command({ text }: { readonly text: string }) {
  return (
    <div className="command">
      <code className="path">{text}</code>
      <CopyIcon what={texts.command} label={texts.copyTheCommand} text={text} />
    </div>
  );
}

function Terms({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="terms">
      {rows.map(([title, words]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** As a shell takes it; a path without spaces stays readable. */
const quoted = (path: string): string => (/^[\w./\\:~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
