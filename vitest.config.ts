import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,adapter,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'adapter/web/**'],
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
