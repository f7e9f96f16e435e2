import type { Examined, OnProgress, Source } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** What an import of these would find; nothing is stored. A row a source, in the order asked. E_LOCKED: duplicates are told by the open vault. */
export async function examineFiles(
  { session, strongroom }: Deps,
  { sources, onProgress }: { readonly sources: readonly Source[]; readonly onProgress?: OnProgress },
): Promise<readonly Examined[]> {
  await session.view();
  return strongroom.examine({ sources }, onProgress);
}
