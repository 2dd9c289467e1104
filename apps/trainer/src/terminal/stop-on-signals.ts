/** Ctrl-C once: end in good order, a training after its step and saved. Twice: end at once. */

/** What a shell reports for a program that Ctrl-C ended. */
export const interrupted = 130;

/** @param words what happens now, for who pressed it. */
export function stopOnSignals(words = "stopping after this step"): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted);
    process.stderr.write(`\n  ${words} (again to stop at once)\n`);
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: stop.signal, release: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}
