import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { laneFolder } from "./lane-folder.js";

/**
 * An empty folder for the exports of one test file, and what takes it away. On the disk of the models, so that they
 * can be linked; what a killed run left there goes first.
 */
export async function exportFolder(
  name: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = join(laneFolder(), `exports-${name}`);
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove();
  await mkdir(folder, { recursive: true });
  return { folder, remove };
}
