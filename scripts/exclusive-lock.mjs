/**
 * Lets one process of this machine at a time into a section, named by a purpose and a directory.
 *
 * The lock is a listening socket in Linux's abstract namespace: the kernel frees it when its holder ends, kill -9
 * included. A lock file would outlive its holder, and breaking a stale one is a race between those who wait.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

const pollMs = 100;

/**
 * Runs `section` while nobody else on this machine runs one of the same purpose and directory.
 *
 * @param {string} purpose For example "set-up".
 * @param {string} directory Absolute path the section works on.
 * @param {() => Promise<T>} section
 * @param {() => void} [onWait] Called once, when somebody else holds the lock.
 * @returns {Promise<T>} What the section returned.
 * @template T
 */
export async function withExclusiveLock(purpose, directory, section, onWait) {
  const hash = createHash('sha256').update(`${purpose}\n${directory}`).digest('hex').slice(0, 32);
  const server = await acquire(`\0offerwright-${hash}`, onWait);
  try {
    return await section();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function acquire(address, onWait) {
  for (let attempt = 0; ; attempt += 1) {
    const server = await tryListen(address);
    if (server) return server;
    if (attempt === 0) onWait?.();
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}
