// `node --import register.mjs`: `import … from 'electron'` finds the stand-in. `module.registerHooks` is not in Node 20.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
