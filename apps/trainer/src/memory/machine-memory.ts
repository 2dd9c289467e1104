/** The memory that this machine has, and whether something fits in it. */
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import { ResonanceError } from "@resonance-rope/contracts";

export interface Memory {
  readonly totalBytes: number;
  /** What programs can take; null where the system does not say. */
  availableBytes(): number | null;
}

/** A container may have less than its machine; Node says 0, or an absurdly large number, where it has not. */
export const thisMachinesMemory: Memory = {
  totalBytes: Math.min(totalmem(), process.constrainedMemory() || Infinity),
  availableBytes() {
    try {
      const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/mu.exec(readFileSync("/proc/meminfo", "utf8")) ?? [];
      return kibibytes === undefined ? null : 1024 * Number(kibibytes);
    } catch {
      return null;
    }
  },
};

/** Whether it would be let in at this moment, were it alone. */
export const hasMemoryFor = (needBytes: number): boolean =>
  needBytes <= Math.min(thisMachinesMemory.totalBytes, thisMachinesMemory.availableBytes() ?? Infinity);

/** @throws ResonanceError of kind `unavailable` for more than the machine has. */
export function requireMemory(needBytes: number, where: string, remedy: string): void {
  const { totalBytes } = thisMachinesMemory;
  if (needBytes <= totalBytes) return;
  throw new ResonanceError({
    kind: "unavailable",
    where,
    expected: `${megabytes(needBytes)} of memory`,
    received: `${megabytes(totalBytes)} in all`,
    remedy,
  });
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
