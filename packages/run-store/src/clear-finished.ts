import { existsSync } from "node:fs";
import { join } from "node:path";
import { holdFolder } from "./hold-folder.js";

/** Takes away what a process left in the folder of a run that was killed after it wrote the result: its lock, mostly. */
export async function clearFinished(directory: string): Promise<void> {
  if (!existsSync(join(directory, "lock.json"))) return;
  try {
    await (await holdFolder(directory, "clearFinished", () => Promise.resolve({}))).release();
  } catch {
    // A living process has it, or nobody may write there: the result is read all the same.
  }
}
