import { open } from "node:fs/promises";
import { syncFile } from "./sync-file.js";

/** So that the names in it are on disk too. Windows cannot, and has no need to. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  if (folder === null) return;
  await syncFile(folder).catch(() => {});
  await folder.close();
}
