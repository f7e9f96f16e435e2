import type { Identified, OnProgress, Source } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** What is this file, text or token, which stored key does it belong to, and what mangled it? E_LOCKED: only the open vault knows its keys. */
export async function identify(
  { session, strongroom }: Deps,
  { source, onProgress }: { readonly source: Source; readonly onProgress?: OnProgress },
): Promise<Identified> {
  await session.view();
  return strongroom.identify({ source }, onProgress);
}
