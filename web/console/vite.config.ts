import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console: one page below /console/, with no inline script and no data: address, so that a strict CSP holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: true,
  },
});
