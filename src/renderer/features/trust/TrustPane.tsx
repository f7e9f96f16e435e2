import { Copy, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { IconButton } from '../../components/Button.js';
import { Page } from '../../components/Page.js';
import { useApp } from '../../state/app.js';
import { copyText } from '../keys/CopyId.js';
import { hasRecovery } from '../recovery/has-recovery.js';
import { network, protects, remains, storedThings } from './trust-words.js';

/** What is stored where, what protects it, what does not, and how to do without us. */
export function TrustPane({ data }: { readonly data: VaultData }) {
  const { now } = useApp();
  if (!now) return null;
  return (
    <Page title="What protects your keys" lead="And what does not. All of it is on this computer; nobody else has a copy.">
      <div className="column reading">
        <Section title="What is stored">
          <p>
            In <code className="path">{now.home}</code>, which only your account can read.
          </p>
          <StoredTable state={now} hasRecovery={data.recovery} />
        </Section>
        <Section title="The recovery key">
          <p className="with-icon">
            {hasRecovery(now, data) ? (
              <>
                <ShieldCheck className="icon is-good" aria-hidden />
                There is one. It opens the vault on any computer; keep it away from this one. It is not stored here.
              </>
            ) : (
              <>
                <ShieldAlert className="icon is-attention" aria-hidden />
                {data.recovery
                  ? 'One was made, and put off before it was checked. Settings checks it, if you kept it, or makes another.'
                  : 'There is none. If what opens the vault is lost, so are the keys.'}
              </>
            )}
          </p>
        </Section>
        <Section title="How to open it without Keyrack">
          <p>
            The vault is an ordinary age file. Should Keyrack be gone tomorrow, any age program opens it
            {data.recovery ? '' : ', if there is a recovery key'}:
          </p>
          <Command text={`age -d -i recovery-key.txt ${quoted(`${now.home}/vault.age`)}`} />
          <p className="dim">
            What comes out is JSON. Under keys, each privateKey is the text of a .p8, in the form Apple let you download it in.
          </p>
        </Section>
        <Section title="What protects it">
          <Terms rows={protects} />
        </Section>
        <Section title="What it does not protect from">
          <Terms rows={remains} />
        </Section>
        <Section title="What touches the network">
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
          <th scope="col">Where</th>
          <th scope="col">What</th>
          <th scope="col">Format</th>
          <th scope="col">What protects it</th>
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
      <IconButton look="quiet" label="Copy the command" onClick={() => copyText('Command', text)}>
        <Copy className="icon" aria-hidden />
      </IconButton>
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
