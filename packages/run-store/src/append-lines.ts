/** Adds lines to a file of JSON Lines. */
import { open } from "node:fs/promises";
import { fileError, syncFile } from "@resonance-rope/contracts/node";

interface AppendLinesOptions {
  /** The public function that appends, for the message. */
  readonly where: string;
  /** On the disk when the promise resolves, not only beyond the process's end. */
  readonly sync: boolean;
}

/** Appends all of the values or, on an error, none of them. */
export async function appendLines(
  path: string,
  values: readonly unknown[],
  { where, sync }: AppendLinesOptions,
): Promise<void> {
  try {
    const handle = await open(path, "a");
    try {
      const { size } = await handle.stat();
      try {
        await handle.appendFile(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
        if (sync) await syncFile(handle);
      } catch (error) {
        await handle.truncate(size);
        throw error;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, { where, action: "write", path });
  }
}
