import { expect, onTestFinished, test } from 'vitest';
import { scriptedClock, watching } from '../../../tests/support/clock.js';
import { type BrokenBody, brokenBodies } from '../../../tools/fake-apple/broken-bodies.js';
import { startFakeApple } from '../../../tools/fake-apple/server.js';
import { systemHttp } from '../../platform/http.js';
import { meaningOf } from './meaning.js';
import { sendOnce } from './send-once.js';

/** What the user is told in the end; an answer that nobody ends is given up where it is waited for. */
async function told(fault: BrokenBody, waited: boolean) {
  const { changed, until } = watching();
  const apple = await startFakeApple({ onRequest: changed });
  onTestFinished(() => apple.close());
  apple.fault(fault);
  const clock = scriptedClock();
  const exchange = sendOnce(systemHttp({}), clock, {
    url: `${apple.url}/v1/territories?limit=1`,
    method: 'GET',
    token: 'token',
    body: null,
  });
  if (waited) {
    await until(() => apple.requests.length === 1);
    clock.pass(20_000);
  }
  const { diagnosis } = meaningOf(await exchange);
  expect(clock.waits(), 'an answer leaves no deadline behind').toEqual([]);
  await apple.requests[0]?.over;
  return diagnosis;
}

const wellSaid: Readonly<Record<string, string>> = {
  200: 'none',
  401: 'E_APPLE_UNAUTHORIZED',
  403: 'E_UNEXPECTED_RESPONSE',
  429: 'E_UNEXPECTED_RESPONSE',
  503: 'E_APPLE_DOWN',
};
/** What it may be called: where two, the answer and the end of its connection race each other. */
function namesFor(status: string, way: string): readonly string[] {
  const broken = way === 'reset-after-head' || way === 'continue' ? ['E_NET_REFUSED'] : [];
  if (status === '302') return ['E_REDIRECT', ...broken];
  if (status === '304') return ['E_UNEXPECTED_RESPONSE', ...broken];
  // What comes after a 204 is no part of it, and no start of another answer either.
  if (status === '204') return ['E_UNEXPECTED_RESPONSE', way === 'endless' ? 'E_NET_TIMEOUT' : 'E_NET_REFUSED'];
  if (way === 'endless') return ['E_NET_TIMEOUT'];
  if (way === 'chunks-broken') return ['E_UNEXPECTED_RESPONSE', 'E_NET_REFUSED'];
  if (['body-cut', 'reset-after-head', 'continue'].includes(way)) return ['E_NET_REFUSED'];
  return [way === 'trailers' || way === 'hints' ? (wellSaid[status] ?? '') : 'E_UNEXPECTED_RESPONSE'];
}

test('M-17 an answer that is broken anywhere, under any status, has its name, and none brings Keyrack down', {
  timeout: 300_000,
}, async () => {
  const loose: unknown[] = [];
  const note = (error: unknown) => void loose.push(error);
  process.on('uncaughtException', note);
  onTestFinished(() => void process.off('uncaughtException', note));
  for (const fault of brokenBodies) {
    const [status = ''] = fault.split('-');
    const way = fault.slice(status.length + 1);
    const diagnosis = await told(fault, way === 'endless' && !status.startsWith('30'));
    expect(namesFor(status, way), fault).toContain(diagnosis?.code ?? 'none');
    if (diagnosis?.code === 'E_NET_REFUSED') expect(diagnosis.cause, fault).toMatch(/^The connection was broken off /);
  }
  expect(loose).toEqual([]);
});
