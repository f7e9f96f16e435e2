// `app://` can be neither loaded nor intercepted in Chromium (ERR_ABORTED), so app://HOST/p is https://HOST.app.invalid/p there.
const registered = new Set<string>();

export const registerScheme = (scheme: string): void => void registered.add(scheme.toLowerCase());

export function toWeb(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]+)(.*)$/i.exec(url) ?? [];
  return registered.has(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}.invalid${rest || '/'}` : url;
}

export function toApp(url: string): string {
  const [, host = '', scheme = '', rest = ''] = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/i.exec(url) ?? [];
  return registered.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** A policy that names the scheme must name its stand-in. */
export function policyToWeb(policy: string): string {
  let mapped = policy;
  for (const scheme of registered)
    mapped = mapped
      .replace(new RegExp(`(^|[\\s;])${scheme}://([\\w.*-]+)`, 'g'), `$1https://$2.${scheme}.invalid`)
      .replace(new RegExp(`(^|[\\s;])${scheme}:(?=[\\s;]|$)`, 'g'), `$1https://*.${scheme}.invalid`);
  return mapped;
}
