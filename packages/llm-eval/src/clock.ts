/** Time, handed in wherever it is asked for, so that tests can make it pass. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** @throws the signal's reason as soon as it fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Beyond it, a timer of JavaScript fires at once. */
const longestTimerMilliseconds = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
        Math.min(milliseconds, longestTimerMilliseconds),
      );
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
