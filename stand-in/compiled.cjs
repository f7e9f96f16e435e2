// Playwright is seven megabytes of text, and compiling it is half of what an app costs before its window. What V8 made of it is kept
// beside the stand-in's bundles for the next start. V8 itself refuses what another V8 made, and takes no other text of the same name:
// Playwright's version is in it.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const vm = require('node:vm');

const heavy = /[\\/]playwright-core[\\/]lib[\\/](?:coreBundle|utilsBundle)\.js$/;
const folder = join(__dirname, '../out/stand-in');
const plainly = Module.prototype._compile;

Module.prototype._compile = function compileKept(content, filename, ...rest) {
  if (!heavy.test(filename)) return plainly.call(this, content, filename, ...rest);
  const { version } = require(join(dirname(filename), '../package.json'));
  const kept = join(folder, `${basename(filename)}-${version}-${process.version}.compiled`);
  const cachedData = readIfThere(kept);
  const script = new vm.Script(Module.wrap(content), {
    filename,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // At the end, when it is known which of its functions a window needs.
  if (cachedData === undefined || script.cachedDataRejected) process.once('exit', () => keep(kept, script.createCachedData()));
  return script.runInThisContext().call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
};

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Whole or not at all: other apps may start meanwhile. One that cannot be written is made again. */
function keep(path, bytes) {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, bytes);
    renameSync(draft, path);
  } catch {}
}
