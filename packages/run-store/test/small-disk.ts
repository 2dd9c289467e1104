/** A disk of a few pages, which tests can fill and write-protect. */
import { spawnSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./example-run.js";

interface SmallDisk {
  readonly folder: string;
  makeReadOnly(): void;
}

/** Null where it takes more rights than there are: the caller skips, with `noSmallDisk` as the reason. */
export async function smallDisk(kilobytes: number): Promise<SmallDisk | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  const folder = await temporaryFolder();
  if (mount("-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder) !== 0) return null;
  onTestFinished(() => {
    spawnSync("umount", [folder]);
  });
  return { folder, makeReadOnly: () => mount("-o", "remount,ro", folder) };
}

export const noSmallDisk = "mounting a tmpfs takes root on Linux";

function mount(...args: string[]): number | null {
  return spawnSync("mount", args).status;
}
