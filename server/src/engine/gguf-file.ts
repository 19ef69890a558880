/** Model files on disk: is it a GGUF, and which one. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const ggufMagic = 'GGUF';

/** Whether the file begins as a GGUF does. @throws the file system's error when it cannot be read. */
export async function hasGgufMagic(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ggufMagic.length), 0, ggufMagic.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === ggufMagic;
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file as 64 hex digits; about a second for 500 MB. @throws the file system's error. */
export async function sha256OfFile(path: string, onBytes?: (bytesRead: number) => void): Promise<string> {
  const hash = createHash('sha256');
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    bytesRead += (chunk as Buffer).length;
    onBytes?.(bytesRead);
  }
  return hash.digest('hex');
}
