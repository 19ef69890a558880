/** Builds the pages that the adapter serves under /web/. `npm run dev` proxies the API to an adapter on this machine. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Smaller files are one packet anyway. */
const compressedBytesMin = 1024;

/** Puts .br and .gz beside each text, once, at the best ratio: the adapter sends those, and compresses nothing itself. */
function compressOutput(): Plugin {
  return {
    name: 'compress-output',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const bytes = Buffer.from(output.type === 'chunk' ? output.code : output.source);
        if (bytes.length < compressedBytesMin) continue;
        await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(bytes));
        await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  base: '/web/',
  plugins: [react(), compressOutput()],
  build: { outDir: 'dist', sourcemap: false, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { port: 5173, proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
