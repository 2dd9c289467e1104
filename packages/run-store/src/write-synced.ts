/** A file whose bytes are on the disk, not only in memory, when the promise resolves. */
import { open } from "node:fs/promises";
import { syncFile } from "@resonance-rope/contracts/node";

/** Creates or replaces the file. Throws the operating system's error and may then leave a part of it. */
export async function writeSynced(path: string, data: string | Uint8Array): Promise<void> {
  const handle = await open(path, "w");
  try {
    // FileHandle.writeFile goes on after a short write, which is how a disk that fills up begins to say so.
    await handle.writeFile(data);
    await syncFile(handle);
  } finally {
    await handle.close();
  }
}
