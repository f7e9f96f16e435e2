import type { Machine } from '../ports/index.js';
import { proxyVariables } from '../ports/machine-variables.js';
import { type Finding, ok, warning } from './finding.js';

/** Names and hosts only: a proxy's address may hold a password. */
export function checkProxy({ env }: Machine): Finding {
  const set = proxyVariables.filter((name) => env[name]);
  const extra = env.NODE_EXTRA_CA_CERTS ? ' NODE_EXTRA_CA_CERTS adds certificates of your own to those that are believed.' : '';
  if (set.length === 0) return ok('proxy', 'None', `Apple is asked directly.${extra}`);
  const hosts = set.map((name) => `${name} (${hostOf(env[name] ?? '')})`);
  const except = env.NO_PROXY || env.no_proxy ? ' NO_PROXY makes exceptions.' : '';
  if (set.every((name) => hostOf(env[name] ?? '') === 'unreadable')) {
    return warning('proxy', 'Not an address', `Set, and not understood: ${hosts.join(', ')}.`, 'Write it as http://host:port.');
  }
  return ok('proxy', 'In use', `Requests to Apple go through ${hosts.join(', ')}.${except}${extra}`);
}

function hostOf(value: string): string {
  try {
    return new URL(value.includes('://') ? value : `http://${value}`).host || 'unreadable';
  } catch {
    return 'unreadable';
  }
}
