'use strict';
// Stands where a bundle of the command line would, and runs it from `.code.js` with the bytecode V8 made of it at build time.
// Of another Node or V8 it is refused by V8 itself, and the code compiled as ever. Both files come from one build: change neither alone.
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');
const filename = __filename.replace(/js$/, 'code.js');
let cachedData;
try {
  cachedData = readFileSync(__filename.replace(/js$/, 'code.cache'));
} catch {
  // compiled as ever
}
const head = '(function (exports, require, module, __filename, __dirname) {';
const script = new Script(`${head}${readFileSync(filename, 'utf8')}\n})`, {
  filename,
  cachedData,
  columnOffset: -head.length,
});
script.runInThisContext()(exports, require, module, filename, __dirname);
