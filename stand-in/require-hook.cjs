// `node --require require-hook.cjs`: the same for `require('electron')`.
const Module = require('node:module');

const original = Module._resolveFilename;
Module._resolveFilename = function resolveElectron(request, ...rest) {
  if (/^electron(\/main|\/common)?$/.test(request)) return require.resolve('../out/stand-in/electron.cjs');
  return original.call(this, request, ...rest);
};
