import type { ScalingDefinition } from "../scaling-definition.js";
import { currentLength, factor } from "../scaling-fields.js";
import { frequenciesOfLargerBase } from "./ntk-aware.js";

/**
 * NTK-aware scaling (bloc97's base) by a factor that grows with the sequence, for a table made at
 * `currentLength`; up to L nothing is scaled. The paper takes s = currentLength / L and makes no use of
 * `factor`, transformers s = factor · currentLength / L - (factor - 1): at factor 2 and length 2 L that
 * is 2 against 3, and the two agree at factor 1 only. Keys already cached keep the frequencies of the
 * length they were made at.
 */
export interface DynamicNtkScaling {
  readonly type: "dynamic-ntk";
  /** Default transformers. */
  readonly variant?: "transformers" | "paper";
  readonly factor: number;
  readonly currentLength: number;
}

export const dynamicNtk: ScalingDefinition<DynamicNtkScaling> = {
  fields: { variant: ["transformers", "paper"], factor, currentLength },
  frequencies(rope, { variant, factor: s, currentLength: length }) {
    const growth = Math.max(1, length / rope.trainedLength);
    return frequenciesOfLargerBase(rope, variant === "paper" ? growth : s * growth - (s - 1));
  },
};
