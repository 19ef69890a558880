/**
 * Two projects: `unit` beside the source, files at the same time; `cross` for whatever starts processes, one file after
 * another, so that two models do not compete for the cores. The limits of time catch what hangs; they assert nothing.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,adapter,scripts,models}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'adapter/web/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'cross',
          include: ['tests/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
