import { KeyrackError } from '../../shared/errors/index.js';
import type { Machine } from '../ports/index.js';
import { type Finding, failing, ok, warning } from './finding.js';

/** Each writes memory, or a part of it, into a file: on a signal, when something fails, or at the end. */
const writesMemory =
  /^--(?:heapsnapshot-signal|heapsnapshot-near-heap-limit|heap-prof|report-(?:on-signal|on-fatalerror|uncaught-exception)|abort-on-uncaught-exception)$/;

/** What opens this process to others, or turns certificates off. */
export function checkNodeFlags({ env, execArgv }: Machine): Finding {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    const detail = 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificates off; Keyrack sends no token then.';
    return failing(
      'node',
      'Certificates are not checked',
      new KeyrackError('E_TLS', detail).body,
      'Unset it; for a CA of your own, set NODE_EXTRA_CA_CERTS.',
    );
  }
  const given = namesIn(execArgv.join(' '));
  const optional = namesIn(env.NODE_OPTIONS ?? '');
  const writing = [...given, ...optional].filter((name) => writesMemory.test(name));
  const said = [
    ...(given.some((name) => name.startsWith('--inspect')) ? ['This process was started with --inspect: a debugger can read it.'] : []),
    ...(env.NODE_OPTIONS ? [`NODE_OPTIONS sets ${optional.length === 0 ? 'something' : listed(optional)}.`] : []),
    ...(writing.length > 0 ? [`${listed(writing)}: what is in memory can be written to a file.`] : []),
    ...(env.ELECTRON_RUN_AS_NODE ? ['ELECTRON_RUN_AS_NODE is set: Electron apps start as a plain Node.'] : []),
  ];
  if (said.length === 0) return ok('node', 'None that matter', 'No option of Node’s opens this process to others.');
  return warning('node', 'Options that reach into this process', said.join(' '), 'Unset what you did not set yourself.');
}

/** The options' names; a value may be a path or worse. Node takes an underscore for a dash. */
const namesIn = (value: string): readonly string[] =>
  [...value.matchAll(/(?:^|\s)(-{1,2}[A-Za-z][\w-]*)/g)].map(([, name = '']) => name.replaceAll('_', '-'));
const listed = (names: readonly string[]): string => [...new Set(names)].slice(0, 10).join(' ');
