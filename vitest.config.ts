import { defineConfig } from 'vitest/config';
import { supplies } from './app/build/supplies.ts';

export default defineConfig({
  plugins: [supplies()],
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'workers/**/*.test.ts'],
    // Two slow cores are enough; a test that needs longer says so itself.
    testTimeout: 20_000,
  },
});
