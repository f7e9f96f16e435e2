/** The window's speed, as ratios in one run: Keyrack beside a bare app of a few lines on the same host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { host, launchApp } from '../tests/e2e/support/app.js';
import { writeSmallApp } from '../tests/e2e/support/small-app.js';
import { makeKey } from '../tests/support/keys.js';
import { bundleSizes } from './bundle.js';
import { measureScale } from './scale.js';

const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const passphrase = 'four words nobody guesses';
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

function row(what: string, mine: readonly number[], floor: string, least: readonly number[]): void {
  const [ours, theirs] = [median(mine), median(least)];
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(2).padStart(9)} ms   ${floor.padEnd(30)} ${theirs.toFixed(2).padStart(9)} ms   ${(ours / theirs).toFixed(2)}×`,
  );
}

let over = 0;
/** A figure that has a bound; over it the bench fails. */
function bounded(what: string, figure: number, unit: string, bound: number): void {
  if (figure > bound) over += 1;
  console.log(`${what.padEnd(34)} ${figure.toFixed(2).padStart(9)} ${unit.padEnd(4)} (bound ${bound}${figure > bound ? ', over' : ''})`);
}

const folder = await mkdtemp(join(tmpdir(), 'keyrack-bench-'));
const bare = await writeSmallApp();
try {
  console.log(`The window, on ${host === 'electron' ? 'Electron' : 'the stand-in over Chromium'}\n`);
  const starts: [number[], number[]] = [[], []];
  for (let n = 0; n < 5; n += 1) {
    for (const [which, options] of [{ home: join(folder, `cold-${n}`) }, { home: bare.home, main: bare.main }].entries()) {
      const begun = performance.now();
      const app = await launchApp(options);
      // The browser's own record of its first paint, once it has one.
      await app.inPage(async (page) => void (await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0)), null);
      starts[which]?.push(performance.now() - begun);
      await app.close();
    }
  }
  row('cold start to first paint', starts[0], 'a bare app’s', starts[1]);

  const app = await launchApp({ home: join(folder, 'home') });
  const small = await launchApp({ home: bare.home, main: bare.main });
  const id = await app.inPage(
    (page, given) =>
      page.evaluate(async (one) => {
        const api = (window as never as { keyrack: Record<string, Record<string, (input: unknown) => Promise<{ value: { id: string } }>>> })
          .keyrack;
        await api.vault?.init?.({ unlock: 'passphrase', passphrase: one.passphrase, recovery: false });
        await api.app?.setSetting?.({ name: 'clipboardSeconds', value: 0 });
        return (await api.organizations?.add?.({ name: 'Acme', issuerId: one.issuerId, program: 'app-store' }))?.value.id ?? '';
      }, given),
    { passphrase, issuerId },
  );
  await app.run(({ electron }, pem) => electron.clipboard.writeText(pem), makeKey().applePem);
  const timed = await app.inPage(
    (page, given) =>
      page.evaluate(async (one) => {
        const api = (
          window as never as { keyrack: Record<string, Record<string, (input: unknown) => Promise<{ value: { rows: { id: string }[] } }>>> }
        ).keyrack;
        const item = { path: null, keyId: '2X9R4HXF34', kind: 'team', issuerId: one.issuerId, name: null, roles: [], keepBoth: false };
        const stored = await api.keys?.import?.({ organization: { id: one.id }, items: [item] });
        const key = stored?.value.rows[0]?.id ?? '';
        const asks: number[] = [];
        const copies: number[] = [];
        for (let n = 0; n < 60; n += 1) {
          const begun = performance.now();
          await api.token?.clear?.({});
          if (n > 9) asks.push(performance.now() - begun);
        }
        for (let n = 0; n < 25; n += 1) {
          const begun = performance.now();
          await api.token?.copy?.({ key });
          if (n > 4) copies.push(performance.now() - begun);
        }
        return { asks, copies };
      }, given),
    { id, issuerId },
  );
  const floor = await small.inPage(
    (page) =>
      page.evaluate(async () => {
        const echo = (window as never as { small: { echo(value: unknown): Promise<unknown> } }).small.echo;
        const asks: number[] = [];
        for (let n = 0; n < 60; n += 1) {
          const begun = performance.now();
          await echo({});
          if (n > 9) asks.push(performance.now() - begun);
        }
        return asks;
      }),
    null,
  );
  row('one question and its answer', timed.asks, 'a bare one', floor);
  row('Copy token, to the clipboard', timed.copies, 'a bare question', floor);
  await app.close();
  await small.close();

  console.log('\nTen thousand keys of 400 organizations, one of them with more than 4,000');
  const scale = await measureScale(folder, 10_000);
  row('cold start to the first names', [scale.drawn], 'a bare app’s first paint', starts[1]);
  row('cold start to the first card', [scale.listed], 'a bare app’s first paint', starts[1]);
  row('palette: Enter to the notice', scale.enters, 'a bare question, a signature', [median(floor) + median(scale.signed)]);
  bounded('a search keystroke to its frame', median(scale.keystrokes), 'ms', 50);
  bounded('rows in the page at most', scale.mostRows, 'rows', 150);
  for (const [of, tasks] of Object.entries(scale.longTasks)) bounded(`tasks over 50 ms: ${of}`, tasks.length, '', 0);

  const { js, css } = await bundleSizes();
  console.log('\nLoaded before the first paint, gzip');
  bounded('JavaScript', js / 1_000, 'KB', 200);
  bounded('styles', css / 1_000, 'KB', 20);
  process.exitCode = over === 0 ? 0 : 1;
} finally {
  await bare.remove();
  // Chromium's children may write on for a moment after the app has ended.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
