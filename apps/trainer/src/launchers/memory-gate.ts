/** Lets a run start once the machine has the memory for it, so that none is killed for want of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import { type Memory, megabytes, thisMachinesMemory } from "../memory/machine-memory.js";

export interface MemoryPlace {
  /** The run has taken its memory by now: the system counts it as used. */
  fill(): void;
  leave(): void;
}

export interface MemoryGate {
  /** Waits while other runs hold the memory. Throws for a run that cannot fit, and once the signal aborts. */
  enter(needBytes: number, signal: AbortSignal): Promise<MemoryPlace>;
}

/** With none of our runs to wait for, how long other programs are given to make room. */
const patienceMilliseconds = 30_000;
const pauseMilliseconds = 500;

export function memoryGate(memory: Memory = thisMachinesMemory, pause: number = pauseMilliseconds): MemoryGate {
  /** By runs that are in, whether they have taken it or not: what a system says is free may be more than is ours. */
  let heldBytes = 0;
  let promisedBytes = 0;
  const enter = async (needBytes: number, signal: AbortSignal): Promise<MemoryPlace> => {
    if (needBytes > memory.totalBytes) throw tooLarge(needBytes, `${megabytes(memory.totalBytes)} in all`);
    for (let patience = patienceMilliseconds / pauseMilliseconds; ;) {
      signal.throwIfAborted();
      const available = memory.availableBytes() ?? Infinity;
      if (needBytes <= Math.min(memory.totalBytes - heldBytes, available - promisedBytes)) break;
      if (heldBytes === 0 && patience-- <= 0) throw tooLarge(needBytes, `${megabytes(available)} available`);
      await sleep(pause);
    }
    heldBytes += needBytes;
    promisedBytes += needBytes;
    let promised = needBytes;
    const fill = (): void => {
      promisedBytes -= promised;
      promised = 0;
    };
    const leave = (): void => {
      fill();
      heldBytes -= needBytes;
    };
    return { fill, leave };
  };
  return { enter };
}

function tooLarge(needBytes: number, received: string): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where: "sweep",
    expected: `${megabytes(needBytes)} of memory for the run`,
    received,
    remedy: "end other programs, give a smaller --jobs, batch or model, or use a larger machine",
  });
}
