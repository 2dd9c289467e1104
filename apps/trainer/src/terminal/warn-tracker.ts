import { ResonanceError } from "@resonance-rope/contracts";
import { streamColors } from "./stream-colors.js";

/** Says on standard error that a tracker is told no more; the training goes on. */
export function warnTracker(tracker: string, error: Error): void {
  const { yellow } = streamColors(process.stderr);
  const remedy = ResonanceError.isInstance(error) && error.remedy !== undefined ? `; ${error.remedy}` : "";
  const why = ResonanceError.isInstance(error) ? `${error.where}: ${error.received}${remedy}` : error.message;
  process.stderr.write(
    `  ${yellow(`${tracker} is told no more`)}  ${why}\n  The training goes on; the same words again tell it what it missed\n`,
  );
}
