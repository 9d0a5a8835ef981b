import { defineConfig } from 'vitest/config';

const jsonFile = process.env['PACKGATE_UNIT_JSON'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // A shared machine may be several times slower.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    ...(jsonFile === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: jsonFile } }),
  },
});
