import type { Examined, OnProgress, Source } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** What an import of these would find; nothing is stored. A row a source, in the order asked. E_LOCKED: duplicates are told by the open vault; E_CANCELLED. */
export async function examineFiles(
  { session, strongroom }: Deps,
  { sources, onProgress, signal }: { readonly sources: readonly Source[]; readonly onProgress?: OnProgress; readonly signal?: AbortSignal },
): Promise<readonly Examined[]> {
  await session.view();
  return strongroom.examine({ sources }, onProgress, signal);
}
