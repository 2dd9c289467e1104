/** Ctrl-C once: finish what is under way, save, end. Twice: end at once. */

/** What a shell reports for a program that Ctrl-C ended. */
export const interrupted = 130;

/** @param unit what is finished first. */
export function stopOnSignals(unit: string = "this step"): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted);
    process.stderr.write(`\n  stopping after ${unit} (again to stop at once)\n`);
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: stop.signal, release: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}
