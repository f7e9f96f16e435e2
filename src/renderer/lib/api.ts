import { type ErrorCode, fromBody } from '../../shared/errors/index.js';
import type { KeyrackApi, Reply } from '../../shared/ipc/contract.js';

declare global {
  interface Window {
    readonly keyrack: KeyrackApi;
  }
}

export const api: KeyrackApi = window.keyrack;

/** Replies become values or `KeyrackError`s here, on the page's side of the bridge, so that the code survives. */
export async function unwrap<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply;
  if (!answer.ok) throw fromBody(answer.error);
  return answer.value;
}
export type { ErrorCode };
