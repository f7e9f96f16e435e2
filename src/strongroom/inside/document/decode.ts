import { KeyrackError } from '../../../shared/errors/index.js';
import { type Migration, migrations, type OlderDocument } from './migrations.js';
import { isDocument, isEnvelope, isOrganization, isStoredKey, type VaultDocument } from './shape.js';

export type Decode = (plaintext: Uint8Array) => VaultDocument;

/** E_VAULT_DAMAGED when these bytes are no document of ours; E_VAULT_NEWER when a newer one cannot be read at all (S-08). */
export const decodeDocument: Decode = decoderOf(migrations);

/** Reads every version up to the one that these lead to, as that one; of a newer one, what it knows. */
export function decoderOf(steps: readonly Migration[]): Decode {
  const current = steps.length + 1;
  return (plaintext) => {
    const json = parseJson(plaintext);
    const { format, version } = typeof json === 'object' && json !== null ? (json as OlderDocument) : {};
    const isOurs = format === 'keyrack-vault' && Number.isSafeInteger(version) && Number(version) >= 1;
    if (!isOurs) throw new KeyrackError('E_VAULT_DAMAGED');
    if (Number(version) > current) return newerDocument(json);
    const document = version === current ? json : migrated(json as OlderDocument, Number(version), steps);
    if (!isDocument(document)) throw new KeyrackError('E_VAULT_DAMAGED');
    return document;
  };
}

function migrated(older: OlderDocument, from: number, steps: readonly Migration[]): OlderDocument {
  try {
    return steps.slice(from - 1).reduce((document, step, n) => ({ ...step(document), version: from + n + 1 }), older);
  } catch {
    // What it threw could quote the document.
    throw new KeyrackError('E_VAULT_DAMAGED');
  }
}

/** Its organizations and keys are judged one by one. */
function newerDocument(json: unknown): VaultDocument {
  if (!isEnvelope(json) || !Array.isArray(json.organizations) || !Array.isArray(json.keys)) throw new KeyrackError('E_VAULT_NEWER');
  return { ...json, organizations: json.organizations.filter(isOrganization), keys: json.keys.filter(isStoredKey), relayClients: [] };
}

function parseJson(plaintext: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    // The parser's text would quote the plaintext: it goes nowhere.
    throw new KeyrackError('E_VAULT_DAMAGED');
  }
}
