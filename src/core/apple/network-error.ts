import type { ErrorCode } from '../../shared/errors/index.js';

/** What the network did, as a code of the catalogue, and words where its own would say what is not so. `answered`: an answer had begun. */
export function networkError(error: unknown, answered: boolean): { readonly code: ErrorCode; readonly message: string | null } {
  const code = codeOf(error);
  return { code, message: wordsFor(code, error, answered) };
}

function wordsFor(code: ErrorCode, error: unknown, answered: boolean): string | null {
  const names = namesOf(error);
  if (code === 'E_NET_REFUSED' && answered) return 'The connection was broken off in the middle of the answer.';
  if (code === 'E_NET_REFUSED' && names.some((name) => /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(name)))
    return 'The connection was broken off before there was an answer.';
  // TLS can fail after the request was sent as well; only a certificate is looked at before.
  if (code === 'E_TLS' && !names.some(isOfCertificate)) return 'The connection was not, or did not stay, a safe one.';
  return null;
}

/** Ours to have refused, in the handshake; an alert about certificates is the other side's, and comes later. */
const isOfCertificate = (name: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(name) && !name.includes('ALERT');

/** undici's and OpenSSL's codes, and Electron's `net::ERR_…`, as ours. */
function codeOf(error: unknown): ErrorCode {
  const names = namesOf(error);
  const text = names.join(' ');
  if (names.some(isOfCertificate) || /CERT|ERR_TLS|ERR_SSL|SSL_/.test(text)) return 'E_TLS';
  if (/PROXY|TUNNEL/.test(text)) return 'E_NET_PROXY';
  if (/TIMEOUT|ETIMEDOUT|TIMED_OUT/.test(text)) return 'E_NET_TIMEOUT';
  if (/ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE/.test(text))
    return 'E_NET_OFFLINE';
  if (/HEADERS_OVERFLOW|HPE_|Z_DATA|Z_BUF|CONTENT_DECODING/.test(text)) return 'E_UNEXPECTED_RESPONSE';
  return 'E_NET_REFUSED';
}

function namesOf(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, message, cause, errors } = error as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown };
  const text = typeof message === 'string' ? message : '';
  // undici tells a proxy that refuses from a request that was given up by its words alone.
  const spoken = text.startsWith('net::') ? text : text.startsWith('Proxy response') ? 'PROXY' : '';
  const own = [typeof code === 'string' ? code : '', spoken];
  return [...own, ...namesOf(cause, depth + 1), ...(Array.isArray(errors) ? errors.flatMap((one) => namesOf(one, depth + 1)) : [])];
}
