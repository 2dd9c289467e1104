import { mkdtempSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { laneFolder } from "./lane-folder.js";

/** A new folder for exports, on the disk of the models so that they can be linked; and what takes it away. */
export async function exportFolder(): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  await mkdir(laneFolder(), { recursive: true });
  const folder = mkdtempSync(join(laneFolder(), "exports-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
