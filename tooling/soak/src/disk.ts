/** A disk of its own for each lane, which can be filled: a small tmpfs, in the mount namespace of this soak. */
import { execFileSync } from "node:child_process";
import { mkdirSync, statfsSync } from "node:fs";

export interface Disk {
  readonly folder: string;
  /** Leaves no more room than this. */
  leave(kilobytes: number): void;
  grow(): void;
}

const wholeKilobytes = 64 * 1024;

export function makeDisk(folder: string, canMount: boolean): Disk {
  mkdirSync(folder, { recursive: true });
  const mount = (options: string): unknown =>
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
  if (canMount) mount(`size=${wholeKilobytes}k`);
  return {
    folder,
    leave(kilobytes) {
      const { bsize, blocks, bfree } = statfsSync(folder);
      mount(`remount,size=${(bsize * (blocks - bfree)) / 1024 + kilobytes}k`);
    },
    grow: () => void mount(`remount,size=${wholeKilobytes}k`),
  };
}
