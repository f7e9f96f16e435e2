'use strict';
// Preloaded by the build, into the main thread and the worker: what was compiled while the real commands ran is kept for the next start.
const { writeFileSync } = require('node:fs');
const vm = require('node:vm');

const kept = [];
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    if (options?.filename?.endsWith('.code.js')) kept.push([options.filename, this]);
  }
};
process.on('exit', () => {
  for (const [filename, script] of kept) writeFileSync(filename.replace(/js$/, 'cache'), script.createCachedData());
});
