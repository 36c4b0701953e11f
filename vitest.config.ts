import { defineConfig } from 'vitest/config';
import { wasmModule } from './app/build/wasm-module.ts';

export default defineConfig({
  plugins: [wasmModule()],
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'workers/**/*.test.ts'],
    // Two slow cores are enough; a test that needs longer says so itself.
    testTimeout: 20_000,
  },
});
