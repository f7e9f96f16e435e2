import { mergeConfig } from 'vitest/config';
import unit from './vitest.config.js';

// The unit tests, and the tests that speak to `serve()` as the page does.
export default mergeConfig(unit, { test: { include: ['tests/integration/ipc*.test.ts'] } });
