// npm run mutants [-- --seed N --count N --under FOLDER --static]: breaks the code in `count` places, one after another, and sees whether a unit test
// goes red each time. The places are drawn by the seed from all that Stryker knows to break: the same seed over the same code is the same
// sample. `--under`: of this sample, only what lies there. Names each survivor (“NoCoverage”: no unit test comes by) and says the score;
// What is worked out as a file loads (“static”) is left out, and counted: nobody can say which tests come by, so each asks for all of them,
// and they take longer than all others; `--static` takes them in. docs/mutants.md keeps the reasons. Not part of verify.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '17' },
    count: { type: 'string', default: '300' },
    under: { type: 'string', multiple: true, default: ['src'] },
    static: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../..');
process.chdir(root);

/** What is broken. The page's hooks, and what moves its focus, are no pure code, and need a browser. */
const broken = ['src/core', 'src/strongroom/inside', 'src/main', 'src/renderer/lib', 'src/renderer/state']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
  .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\/hooks\/|\/lib\/focus\.ts$/.test(path))
  .sort();

const all = await listed();
const sample = drawn(all.map(nameOf), Number(values.count), Number(values.seed));
const chosen = new Set(sample.filter((name) => values.under.some((folder) => name.startsWith(folder))));
console.log(
  `${all.length} mutants in ${broken.length} files; ${sample.length} drawn with seed ${values.seed}, ${chosen.size} of them here.`,
);
keepTo(chosen);
// What main answers the page is driven through the whole of it, by tests that are no unit's, and core's use cases with it.
const rooms = [
  { under: /^src\/(main|renderer)\//, judges: 'conversation.config.ts' },
  { under: /^src\/core\//, judges: 'conversation.config.ts' },
  { under: /^src\/strongroom\//, judges: 'vitest.config.ts' },
];
const mutants = [];
for (const { under, judges } of rooms)
  mutants.push(
    ...(await tried(
      [...chosen].filter((name) => under.test(name)),
      judges,
    )),
  );
const judged = mutants.filter(({ status }) => status !== 'Ignored');
const dead = judged.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
const left = mutants.length - judged.length;
console.log(
  `seed ${values.seed}: ${dead} of ${judged.length} died, ${((100 * dead) / judged.length).toFixed(1)} %; ${left} static ones left out.`,
);

async function tried(names, judges) {
  if (names.length === 0) return [];
  const stryker = new Stryker({
    mutate: [...new Set(names.map((name) => name.split(':')[0]))],
    testRunner: 'vitest',
    vitest: { configFile: `scripts/mutants/${judges}`, related: true },
    // Stryker would rewrite the references of a tsconfig it finds; this name is nobody's.
    tsconfigFile: 'none.json',
    coverageAnalysis: 'perTest',
    ignoreStatic: !values.static,
    concurrency: 2,
    plugins: ['@stryker-mutator/*', join(import.meta.dirname, 'survivors.mjs')],
    reporters: ['progress-append-only', 'survivors'],
    ignorePatterns: ['/dist', '/docs', '/test-results'],
    // Ignored by git; not below node_modules, where vitest looks for no test.
    tempDirName: 'out/mutants',
    timeoutMS: 120_000,
    dryRunTimeoutMinutes: 60,
    allowEmpty: true,
  });
  return stryker.runMutationTest();
}

/** What Stryker would do to these files. */
async function listed() {
  const silent = new Proxy({}, { get: (_, name) => (String(name).startsWith('is') ? () => false : () => undefined) });
  const given = broken.map((name) => ({ name: join(root, name), mutate: true, content: readFileSync(name, 'utf8') }));
  return (await new Instrumenter(silent).instrument(given, { ignorers: [], excludedMutations: [], plugins: null })).mutants;
}

function nameOf({ fileName, location: { start, end }, replacement }) {
  const place = `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
  return `${relative(root, fileName)}:${place} ${replacement}`;
}

/** `n` of these, by mulberry32 and Fisher–Yates: fewer of them are the first ones of more. */
function drawn(names, n, seed) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pool = [...names];
  for (let at = 0; at < Math.min(n, pool.length); at += 1) {
    const other = at + Math.floor(random() * (pool.length - at));
    [pool[at], pool[other]] = [pool[other], pool[at]];
  }
  return pool.slice(0, n);
}

/** Stryker takes whole files or ranges, and a range takes all that lies in it. Here it is told of the chosen ones alone. */
function keepTo(names) {
  const { instrument } = Instrumenter.prototype;
  Instrumenter.prototype.instrument = async function (...given) {
    const result = await instrument.apply(this, given);
    return { ...result, mutants: result.mutants.filter((mutant) => names.has(nameOf(mutant))) };
  };
}
