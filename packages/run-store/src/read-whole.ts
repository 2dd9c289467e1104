import { open } from "node:fs/promises";

/** Node reads less than 2^31 bytes at once. */
const partBytes = 2 ** 30;

/** All bytes of a file, of checkpoints that Node's readFile refuses too. Throws the operating system's error. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(partBytes, size - at), at);
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
