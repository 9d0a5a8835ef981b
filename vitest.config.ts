import { defineConfig } from 'vitest/config';

const jsonFile = process.env['PACKGATE_UNIT_JSON'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    ...(jsonFile === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: jsonFile } }),
  },
});
