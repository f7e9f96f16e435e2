import { holdsSecret } from '../../../shared/secrets.js';
import type { Deps } from '../../deps.js';

/** What a shell may complete: names and Key IDs, which `list` prints too. */
export interface StoredNames {
  readonly organizations: readonly string[];
  readonly keys: readonly { readonly selector: string; readonly keyId: string; readonly organization: string; readonly trashed: boolean }[];
}

const none: StoredNames = { organizations: [], keys: [] };

/** Only where the environment opens the vault: no keychain, no prompt. Whatever is wrong is said elsewhere; here nothing is known. */
export async function storedNames({ session }: Deps): Promise<StoredNames> {
  try {
    const { organizations, keys } = await session.unlock({ how: 'environment' });
    const isShown = (name: string) => !holdsSecret(name);
    const nameOf = new Map(organizations.map(({ id, name }) => [id, name]));
    return {
      organizations: organizations.map(({ name }) => name).filter(isShown),
      keys: keys.flatMap(({ organizationId, name, keyId, trashedAt }) => {
        const organization = nameOf.get(organizationId) ?? '';
        const selector = `${organization}/${name}`;
        return isShown(selector) ? { selector, keyId, organization, trashed: trashedAt !== null } : [];
      }),
    };
  } catch {
    return none;
  }
}
