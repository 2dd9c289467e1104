/** A live training so far, as figures draw it. */
import { summarizeAccuracy } from "@resonance-rope/posgen";
import type { ComparedLine } from "../../comparison.js";
import type { LiveStep } from "../../playground/train-live.js";
import { spread } from "../../spread.js";
import { positionSeries } from "./playground-model.js";

export interface LiveRun {
  readonly steps: readonly LiveStep[];
  /** The latest accuracy by position; null before the first test. */
  readonly accuracy: LiveStep["accuracy"];
}

export const noSteps: LiveRun = { steps: [], accuracy: null };

export function withSteps({ steps, accuracy }: LiveRun, more: readonly LiveStep[]): LiveRun {
  return {
    steps: [...steps, ...more],
    accuracy: more.findLast((step) => step.accuracy !== null)?.accuracy ?? accuracy,
  };
}

/** More points than this a line would not be seen. */
const pointsPerLine = 120;

/** @param line of the trained model with the same encoding: its name, its colour, its lengths. */
export function lineOfRun(line: ComparedLine, { steps, accuracy }: LiveRun, testSequences: number): ComparedLine {
  const stride = Math.ceil(steps.length / pointsPerLine);
  const training = Array.from({ length: Math.floor(steps.length / stride) || 0 }, (_, point) => {
    const stretch = steps.slice(point * stride, (point + 1) * stride);
    return { x: (point + 1) * stride, ...spread(stretch.map(({ lossNats }) => lossNats)) };
  });
  const byPosition = accuracy ?? [];
  const summary = accuracy === null ? null : summarizeAccuracy(accuracy, line);
  return {
    ...line,
    steps: steps.length,
    testSequences,
    idAccuracy: spread([summary?.idAccuracy ?? 0]),
    oodAccuracy: spread([summary?.oodAccuracy ?? 0]),
    accuracy: positionSeries(byPosition),
    training,
  };
}
