import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const lines: readonly (readonly [file: string, line: string])[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .flatMap((name) =>
    readFileSync(join(root, 'src', name), 'utf8')
      .split('\n')
      .map((line) => [`src/${name}`, line.trim()] as const),
  );
const filesWith = (text: RegExp): readonly string[] =>
  [...new Set(lines.flatMap(([file, line]) => (text.test(line) ? [file] : [])))].sort();

/** Where the wall clock itself is read. */
const readers = [
  'src/main/serve.ts', // the auto-lock, which any of three clocks ends
  'src/main/start.ts', // what a copied token's end is shown by
  'src/main/words.ts', // the date in a backup's proposed name
  'src/platform/clock.ts',
  'src/renderer/lib/left.ts', // beside the monotonic one: whichever says less
  'src/renderer/lib/hooks/use-now.ts',
  'src/renderer/state/tokens.ts', // a text: how long the token lives
  'src/renderer/words/health.ts', // the date of a report
  'src/strongroom/inside/real-ports.ts',
];

/** Where its time is more than written down as a date. None of these waits for anything. */
const reckoners = [
  'src/core/state/apple-time.ts', // Apple's clock is ours less the skew
  'src/core/apple/client.ts', // what a token's times are reckoned by
  'src/core/apple/send-once.ts', // when the request left, to compare with Apple's Date
  'src/core/usecases/vault/activity.ts', // “--since 7d”
  'src/core/usecases/vault/doctor.ts', // how old a backup is
  'src/core/usecases/tokens/mint-token.ts', // on Apple's clock
  'src/core/usecases/tokens/why.ts', // whether what a test showed is old by now
  'src/main/desktop/clipboard.ts', // answers when the clipboard will be cleared
  'src/strongroom/inside/keys/signer.ts', // a token's iat
];

test('M-18 the wall clock, which anybody may set back, is read in named places, and no wait goes by it', () => {
  expect(filesWith(/\bDate\.now\b|new Date\(\)|\bDate\(\)/)).toEqual([...readers].sort());
  // `performance.now` is the monotonic one.
  const reckons = lines.filter(([, line]) =>
    /\.now\(\)/.test(line.replaceAll(/new Date\([\w.]*\.now\(\)\)\.toISOString\(\)|performance\.now\(\)|Date\.now\(\)/g, '')),
  );
  expect([...new Set(reckons.map(([file]) => file))].sort()).toEqual([...reckoners].sort());
});
