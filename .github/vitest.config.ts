import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Libraries as they are in use, without what they do for those who work on them: graphql and micromark are half as fast with it.
process.env.NODE_ENV = 'production';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    // Compiled schemas are kept from file to file; no test leaves anything behind.
    isolate: false,
    // One more than cores: some tests wait for other processes.
    maxWorkers: 3,
    // Worlds are made and left behind all the time.
    execArgv: ['--max-semi-space-size=64'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
