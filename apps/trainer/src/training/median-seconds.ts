import type { StepRow } from "@resonance-rope/contracts";

/** The first steps record, compile and fill memory: they are left out, unless there are no others. */
const warmUpSteps = 5;

/** Of a step: the middle value, or the mean of the two in the middle. */
export function medianSeconds(
  rows: readonly { readonly type: string; readonly step: number; readonly seconds: number }[],
): number {
  const steps = rows.filter((row) => row.type === ("step" satisfies StepRow["type"]));
  const timed = steps.filter(({ step }) => step > warmUpSteps);
  const sorted = (timed.length > 0 ? timed : steps).map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] as number;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] as number;
  return (lower + upper) / 2;
}
