import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { leanPrimitives } from '../lean.js';

// What the mutants are shown to: the unit tests that stand beside the code. What measures how work grows is no judge: a busy machine alone
// may turn it red.
const root = resolve(import.meta.dirname, '../..');
export default defineConfig({
  root,
  plugins: [leanPrimitives(root)],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['**/growth.test.ts'],
    server: { deps: { inline: ['age-encryption'] } },
    testTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
