import { open } from "node:fs/promises";

/** So that the names in it are on disk too. Windows cannot, and has no need to. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
