/** The folder of a run, while this process alone may write to it. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileError, syncFolder } from "@resonance-rope/contracts/node";
import { type Lock, acquireLock } from "./lock.js";
import { removeTemporaryFiles } from "./temporary-files.js";

export type HeldFolder<T = unknown> = T & Lock & { readonly directory: string };

/** Makes the folder where it is not there, so that it survives a power cut. */
export async function makeFolder(directory: string, where: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await syncFolder(dirname(directory));
  } catch (error) {
    throw fileError(error, { where, action: "write", path: directory });
  }
}

/** Takes the lock, clears away what a killed process left, and keeps the lock only if `prepare` succeeds. */
export async function holdFolder<T extends object>(
  directory: string,
  where: string,
  prepare: () => Promise<T>,
): Promise<HeldFolder<T>> {
  const lock = await acquireLock(directory, where);
  try {
    await removeTemporaryFiles(directory);
    return { ...(await prepare()), directory, ...lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
