/** Puts a folder's list of names on the disk: a file that was renamed into it survives a power cut only then. */
import { open } from "node:fs/promises";
import { codeOf } from "./code-of.js";
import { syncFile } from "./sync-file.js";

/** Nothing on Windows, which has no such call, and on file systems that refuse it. */
export async function syncFolder(path: string, platform: string = process.platform): Promise<void> {
  if (platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await syncFile(handle);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error) ?? "")) throw error;
  } finally {
    await handle.close();
  }
}
