/** Ctrl-C once: finish the step, save, end. Twice: end at once. */

/** What a shell reports for a program that Ctrl-C ended. */
export const interrupted = 130;

export function stopOnSignals(): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted);
    process.stderr.write("\n  stopping after this step (again to stop at once)\n");
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return { signal: stop.signal, release: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}
