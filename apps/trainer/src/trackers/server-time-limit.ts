/**
 * A time limit for a server's answer that counts only time in which this process could have read it.
 *
 * A training step computes without a pause, for half a minute where the model is large, and events have one turn
 * between two steps. So the limit is cut into slices, and a slice that a step overslept counts once.
 */
import { setTimeout as sleep } from "node:timers/promises";

const slices = 20;

/** Rejects when the limit is over; resolves never, and ends without a word when the signal fires. */
export async function serverTimeLimit(milliseconds: number, signal: AbortSignal): Promise<never> {
  for (let slice = 0; slice < slices; slice++) {
    await sleep(milliseconds / slices, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return new Promise<never>(() => undefined);
  }
  throw new Error(`silence for ${milliseconds / 1000} s`);
}
