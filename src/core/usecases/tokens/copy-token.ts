import type { TokenReceipt } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { type Minted, type MintToken, mintToken } from './mint-token.js';

export interface CopyToken extends MintToken {
  /** Copy `Authorization: Bearer …` instead of the bare token. */
  readonly header: boolean;
}
export interface CopiedReceipt extends Omit<Minted, 'receipt'> {
  /** Everything but the token: that is on the clipboard. */
  readonly receipt: Omit<TokenReceipt, 'token'>;
  /** The token's first two parts as JSON text, for whoever wants to see what it says; worthless without the third. */
  readonly claims: { readonly header: string; readonly payload: string };
}

/** Mints a token and puts it on the clipboard; who asked never sees it. */
export async function copyToken(deps: Deps, { header, ...request }: CopyToken): Promise<CopiedReceipt> {
  const { receipt, ...minted } = await mintToken(deps, request);
  const { token, ...rest } = receipt;
  const clipboard = await deps.clipboard();
  await clipboard.write(header ? `Authorization: Bearer ${token}` : token);
  const [head = '', body = ''] = token.split('.');
  return { ...minted, receipt: rest, claims: { header: textOf(head), payload: textOf(body) } };
}

const textOf = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');
