// `node --require require-hook.cjs`: the same for `require('electron')`.
// The app's own first line comes only after Playwright was loaded: until then this one keeps Node's inspector shut.
// Not for a driver: its tests are about the app's.
if (process.env.KEYRACK_STAND_IN_CONTROL !== '1') process.on('SIGUSR1', () => undefined);

const Module = require('node:module');

require('./compiled.cjs');

const original = Module._resolveFilename;
Module._resolveFilename = function resolveElectron(request, ...rest) {
  if (/^electron(\/main|\/common)?$/.test(request)) return require.resolve('../out/stand-in/electron.cjs');
  return original.call(this, request, ...rest);
};
