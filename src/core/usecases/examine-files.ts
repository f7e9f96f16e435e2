import type { Examined, Source } from '../../strongroom/client/contract.js';
import type { Deps } from '../deps.js';

/** What an import of these would find; nothing is stored. A row a source, in the order asked. E_LOCKED: duplicates are told by the open vault. */
export async function examineFiles(
  { session, strongroom }: Deps,
  request: { readonly sources: readonly Source[] },
): Promise<readonly Examined[]> {
  await session.view();
  return strongroom.examine(request);
}
