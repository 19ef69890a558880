/**
 * GET /web/…: the built pages. Names of assets hold a hash of their content, so they may be kept for ever; the page
 * itself is asked for anew each time, and serves every address inside /web/ that is no file, because the page routes.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { send } from '@koa/send';
import type { AdapterContext, AdapterMiddleware } from '../context.ts';
import { RequestError } from '../errors.ts';

const pagesFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

/**
 * Scripts, styles, fonts and calls of our own origin only; nobody may frame the pages. Mantine writes styles into
 * elements, hence 'unsafe-inline' for styles.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const year = 365 * 24 * 3_600_000;

export const webRoute: AdapterMiddleware = async (context) => {
  if (context.path === '/web') return context.redirect('/web/');
  const path = context.path.slice('/web/'.length);
  context.set('Content-Security-Policy', contentSecurityPolicy);
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Referrer-Policy', 'same-origin');
  if (path.startsWith('assets/')) return await sendAsset(context, path);
  if (/^[\w-]+\.(svg|png|ico|txt)$/.test(path)) return await sendFile(context, path, 'public, max-age=3600');
  await sendPage(context);
};

async function sendAsset(context: AdapterContext, path: string): Promise<void> {
  await sendFile(context, path, `public, max-age=${year / 1000}, immutable`);
}

async function sendPage(context: AdapterContext): Promise<void> {
  await access(join(pagesFolder, 'index.html')).catch((cause: unknown) => {
    throw new RequestError('not_found', 'the pages are not built: npm start builds them', { cause });
  });
  await sendFile(context, 'index.html', 'no-store');
}

/** A file that is not there leaves the answer to the error boundary: 404. */
async function sendFile(context: AdapterContext, path: string, cacheControl: string): Promise<void> {
  await send(context, path, { root: pagesFolder, gzip: true, brotli: true }).catch((error: { status?: number }) => {
    if (error.status !== 404 && error.status !== 400) throw error;
    throw new RequestError('not_found', 'there is no such file');
  });
  context.set('Cache-Control', cacheControl);
}
