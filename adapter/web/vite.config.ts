/** Builds the pages that the adapter serves under /web/. `npm run dev` proxies the API to an adapter on this machine. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/web/',
  plugins: [react()],
  build: { outDir: 'dist', sourcemap: false, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { port: 5173, proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
