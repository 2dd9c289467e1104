/** What is measured: one piece of work of one size, at one precision, by every contender in turns. */
import { type BackendName, type Precision, precisionNames } from "@resonance-rope/contracts";
import { presets } from "@resonance-rope/model-tiny";
import { sequencesPerCall } from "../training/predictor.js";

export const suiteNames = ["train", "evaluate", "growth"] as const;
export type SuiteName = (typeof suiteNames)[number];

/** The models of these presets, without dropout. */
export const sizeNames = ["small", "paper"] as const;
export type SizeName = (typeof sizeNames)[number];

/** The decoder's shape, and the tokens of one unit of work. */
export interface WorkShape {
  readonly layers: number;
  /** d */
  readonly width: number;
  /** H */
  readonly heads: number;
  /** D */
  readonly headDimension: number;
  /** F */
  readonly feedForwardWidth: number;
  /** V */
  readonly vocabulary: number;
  /** Sequences in one unit of work: a training step, or a whole scoring. */
  readonly sequences: number;
  /** T */
  readonly length: number;
  /** Sequences in one call of the engine. */
  readonly sequencesPerCall: number;
}

export interface Comparison {
  readonly suite: SuiteName;
  readonly size: SizeName;
  readonly precision: Precision;
  readonly shape: WorkShape;
  /** Units of work a contender does before the next one's turn. */
  readonly unitsPerTurn: number;
  /** Turns of each contender, after one to warm up. */
  readonly turns: number;
}

const vocabulary = 18;
const trainedTokens = 8192;

/** A step on native TensorFlow takes a third of a second at size small, on WebAssembly two seconds. */
const pace = (suite: SuiteName, size: SizeName, backend: BackendName): Pick<Comparison, "unitsPerTurn" | "turns"> => {
  const native = backend === "tensorflow";
  return { unitsPerTurn: native && suite !== "evaluate" ? 3 : 1, turns: native ? (size === "paper" ? 7 : 15) : 3 };
};

/** T, and sequences in a unit of work. */
const workOf: Readonly<Record<SuiteName, readonly { readonly length: number; readonly sequences: number }[]>> = {
  train: [{ length: 64, sequences: trainedTokens / 64 }],
  evaluate: [{ length: 256, sequences: 1000 }],
  growth: [64, 256, 1024, 2048].map((length) => ({ length, sequences: trainedTokens / length })),
};

export interface ComparisonChoice {
  readonly suites: readonly SuiteName[];
  readonly sizes: readonly SizeName[];
  /** Without any, train is measured at both and the others at float32. */
  readonly precisions?: readonly Precision[] | undefined;
  readonly backend: BackendName;
  /** Turns, instead of as many as end in a minute or two. */
  readonly turns?: number | undefined;
}

export function comparisonsOf({ suites, sizes, precisions, backend, turns }: ComparisonChoice): Comparison[] {
  const precisionsOf = (suite: SuiteName): readonly Precision[] =>
    precisions ?? (suite === "train" ? precisionNames : ["float32"]);
  return suites.flatMap((suite) =>
    sizes.flatMap((size) =>
      precisionsOf(suite).flatMap((precision) =>
        workOf[suite].map((work): Comparison => {
          const given = turns === undefined ? {} : { turns };
          return { suite, size, precision, shape: shapeOf(suite, size, work), ...pace(suite, size, backend), ...given };
        }),
      ),
    ),
  );
}

function shapeOf(
  suite: SuiteName,
  size: SizeName,
  { length, sequences }: (typeof workOf)[SuiteName][number],
): WorkShape {
  const { model, headDimension } = presets[size];
  const { layers, width, heads, feedForwardWidth } = model;
  return {
    layers,
    width,
    heads,
    headDimension,
    feedForwardWidth,
    vocabulary,
    sequences,
    length,
    sequencesPerCall: suite === "evaluate" ? sequencesPerCall(length) : sequences,
  };
}

export const tokensOf = ({ sequences, length }: WorkShape): number => sequences * length;
