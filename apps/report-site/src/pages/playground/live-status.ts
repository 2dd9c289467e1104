/** A live training in a line of text. */
import { summarizeAccuracy } from "@resonance-rope/posgen";
import { percent } from "../../format-number.js";
import type { LiveRun } from "./live-run.js";

/** Steps whose mean loss is said: one alone jumps. */
const lately = 10;

export function liveStatus(
  { steps, accuracy }: LiveRun,
  { trainedLength }: { readonly trainedLength: number },
): string {
  const last = steps.at(-1);
  if (last === undefined) return "";
  const recent = steps.slice(-lately);
  const loss = recent.reduce((sum, { lossNats }) => sum + lossNats, 0) / recent.length;
  const seconds = last.milliseconds / 1000;
  const line = `Step ${last.step}, ${seconds.toFixed(0)} s: loss ${loss.toFixed(2)} nats a token, ${(last.step / seconds).toFixed(1)} steps a second`;
  if (accuracy === null) return `${line}.`;
  const { idAccuracy, oodAccuracy } = summarizeAccuracy(accuracy, { trainedLength });
  return `${line}; right at ${percent(idAccuracy)} of the trained positions and ${percent(oodAccuracy)} of those beyond.`;
}
