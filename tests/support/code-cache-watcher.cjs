'use strict';
// Preloaded into the built command line: says on stderr which bundles came from V8's code cache.
const { writeSync } = require('node:fs');
const { basename } = require('node:path');
const vm = require('node:vm');

vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    if (options?.cachedData) writeSync(2, `${basename(options.filename, '.code.js')} ${this.cachedDataRejected ? 'refused' : 'taken'}\n`);
  }
};
