import { setTimeout as sleep } from "node:timers/promises";

/** Looks in vain before a cluster is given up: a controller that restarts, a folder whose news is late over the network. */
export const patience = 24;

/** Asks again while asking fails, until patience is over. For questions, and for what said twice is said once. */
export async function patiently<T>(ask: () => Promise<T>, pauseMilliseconds: number): Promise<T> {
  for (let looksLeft = patience; ; looksLeft--) {
    try {
      return await ask();
    } catch (error) {
      if (looksLeft === 0) throw error;
      await sleep(pauseMilliseconds);
    }
  }
}
