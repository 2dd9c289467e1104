/** What the demonstration compares: one task under each encoding, over several seeds, all else equal. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { paperSetting, paperTask } from "@resonance-rope/posgen";
import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import { type PlanRequest, makePlan } from "../plan/make-plan.js";
import { posgenBeta } from "../plan/training-flags.js";

export interface DemoSize {
  readonly trainedLength: number;
  readonly testedLength: number;
  readonly sequences: TrainingPlan["sequences"];
  readonly overrides: PlanRequest["overrides"];
}

/** The paper's task at its full length: tokens 0 ... 16, trained on 64, tested to 256. */
export const fullSize: DemoSize = {
  trainedLength: paperSetting.trainedLength,
  testedLength: paperSetting.testedLength,
  // Fewer validation sequences than the paper's 1000: they only draw the curves, and would take half of the time.
  sequences: { ...paperSetting.sequences, validation: 200 },
  overrides: {},
};

/** The same kind, smaller in every way, for machines without a native engine. */
export const smallerSize: DemoSize = {
  trainedLength: 32,
  testedLength: 128,
  sequences: { train: 10_000, validation: 100, test: 250 },
  overrides: { batchSize: 16, steps: 800 },
};

/** Plans seed by seed, so that a comparison is complete for the first seeds as early as can be. */
export function demoPlans(size: DemoSize, seeds: number, withYarn: boolean): TrainingPlan[] {
  const { trainedLength, testedLength } = size;
  const factor = testedLength / trainedLength;
  const none: RopeSpec["scaling"] = { type: "none" };
  const yarn = withRopeDefaults({
    headDimension: 64,
    trainedLength,
    scaling: { type: "yarn", factor, beta: posgenBeta },
  }).scaling;
  const { name: task, ...rest } = paperTask("chain-of-thought");
  return Array.from({ length: seeds }, (_, seed) =>
    (withYarn ? [none, yarn] : [none]).flatMap((scaling) =>
      (["as-scaled", "nearest-integer"] as const).map((wavelengths) =>
        makePlan({
          ...rest,
          ...size,
          task,
          preset: "demo",
          protocol: "paper",
          seed,
          // Two runs on a thread each end sooner than one after the other on two.
          threads: 1,
          precision: "float32",
          scaling,
          base: paperSetting.rotaryBase,
          wavelengths,
        }),
      ),
    ),
  ).flat();
}
