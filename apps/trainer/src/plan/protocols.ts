/**
 * The two experiments behind Table 1: the one that the paper's text describes, and the one that its
 * released code runs. Each field here is a difference between them; docs/protocols.md lists them.
 */
import type { ModelConfig, OptimizerConfig, ProtocolName, TrainingPlan } from "@resonance-rope/contracts";
import type { Preset } from "@resonance-rope/model-tiny";
import type { RopeSpec, Scaling } from "@resonance-rope/rope-core";

type ModelConventions = Pick<ModelConfig, "attentionScale" | "head" | "initialization" | "normEpsilon">;

export interface Protocol {
  readonly split: ProtocolName;
  readonly leadingToken: TrainingPlan["leadingToken"];
  readonly seedTargets: TrainingPlan["seedTargets"];
  readonly pairLayout: RopeSpec["pairLayout"];
  readonly conventions: ModelConventions;
  layers(preset: Preset): number;
  optimizer(preset: Preset): OptimizerConfig;
  /** YaRN's numbers for these lengths: the factor, and the length its ramp is computed for. */
  yarn(trainedLength: number, testedLength: number): { readonly factor: number; readonly originalLength: number };
  /** The scaling in use while training. */
  trainingScaling(tested: Scaling): Scaling;
}

/** T5's layer, which both have; the paper does not say more. */
const t5Layer = { attentionScale: "none", initialization: "t5", normEpsilon: 1e-6 } as const;

export const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  paper: {
    split: "paper",
    leadingToken: "begin",
    seedTargets: "left-out",
    pairLayout: "half-split",
    conventions: { ...t5Layer, head: "separate" },
    layers: ({ model }) => model.layers,
    optimizer: ({ optimizer }) => optimizer,
    yarn: (trainedLength, testedLength) => ({ factor: testedLength / trainedLength, originalLength: trainedLength }),
    trainingScaling: (tested) => tested,
  },
  "released-code": {
    split: "released-code",
    leadingToken: "begin",
    seedTargets: "left-out",
    pairLayout: "interleaved",
    conventions: { ...t5Layer, head: "tied" },
    // t5-small's own number, which the code leaves as it is.
    layers: () => 6,
    optimizer: ({ optimizer }) => ({
      ...optimizer,
      schedule: "one-cycle",
      warmupFraction: 0.1,
      peakLearningRate: 2e-4,
    }),
    // Lengths count the leading token, and the ramp is computed for the tested length.
    yarn: (trainedLength, testedLength) => ({
      factor: (testedLength + 1) / (trainedLength + 1),
      originalLength: testedLength + 1,
    }),
    trainingScaling: () => ({ type: "none" }),
  },
};
