import { createServer } from 'node:net';

/** A port of loopback that was free a moment ago: who uses it tries again with another when it has gone. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0, '127.0.0.1');
  if (port === undefined) throw new Error('no free port on loopback');
  return port;
}

/** Whether somebody listens there. */
export async function isPortTaken(port: number, host: string): Promise<boolean> {
  return (await listenOnce(port, host)) === undefined;
}

function listenOnce(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
