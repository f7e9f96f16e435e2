import { writeSync } from 'node:fs';
import { exit } from './exit-numbers.js';

/**
 * The program did not get as far as its own way of saying so: the rest of it could not be loaded, the catalogue of errors included, or
 * the system does not give what every start asks it for. These few words stand by themselves, and nothing more is opened for them.
 * Nothing was done yet; the worker goes with the process.
 */
export function notStarted(error: unknown, argv: readonly string[]): never {
  const body = bodyOf(codeOf(error));
  const json = (argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv).includes('--json');
  try {
    writeSync(2, json ? `${JSON.stringify({ error: body })}\n` : `keyrack: ${body.message}\n  ${body.hint} (${body.code})\n`);
  } catch {
    // Nobody hears it; the number is left.
  }
  process.exit({ E_DISK: exit.storage, E_USAGE: exit.usage, E_INTERNAL: exit.unexpected }[body.code]);
}

/** A file's error has its code beside the message; one of the system's own (no home folder, no working directory), in `info`. */
function codeOf(error: unknown): string {
  const { code, info, syscall } = (error ?? {}) as { code?: unknown; info?: { code?: unknown }; syscall?: unknown };
  const known = String(info?.code ?? code ?? 'no reason given');
  return known === 'ENOENT' && syscall === 'uv_cwd' ? 'no working directory' : known;
}

function bodyOf(code: string): { readonly code: 'E_DISK' | 'E_INTERNAL' | 'E_USAGE'; readonly message: string; readonly hint: string } {
  if (['EMFILE', 'ENFILE'].includes(code))
    return {
      code: 'E_DISK',
      message: `The system gives Keyrack no more files (${code}).`,
      hint: 'Too many files are open: close some programs, or raise the limit (“ulimit -n”), then try again.',
    };
  if (code === 'no working directory')
    return {
      code: 'E_USAGE',
      message: 'The folder this was started in is no longer there.',
      hint: 'Go to another one (“cd ~”), then try again.',
    };
  return { code: 'E_INTERNAL', message: `Keyrack could not be started (${code}).`, hint: 'Try again; if it comes back, install it anew.' };
}
