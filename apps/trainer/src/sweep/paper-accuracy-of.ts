import { isDeepStrictEqual } from "node:util";
import { type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import { type PaperAccuracy, paperResults, paperSetting } from "@resonance-rope/posgen";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { protocols } from "../plan/protocols.js";
import { posgenBeta } from "../plan/training-flags.js";

/** The paper's figure for the task and the encoding of a plan, whatever the size of its model. */
export function paperAccuracyOf(plan: TrainingPlan): PaperAccuracy | null {
  const { task, rule, farTokens, nearTokens, modulus, trainedLength, testedLength, rope, protocol } = plan;
  const yarn = protocols[protocol].yarn(paperSetting.trainedLength, paperSetting.testedLength);
  const papers = withRopeDefaults({
    ...rope,
    base: paperSetting.rotaryBase,
    scaling: rope.scaling.type === "yarn" ? { type: "yarn", ...yarn, beta: posgenBeta } : { type: "none" },
  });
  const isPapers =
    rule.type === "sum-modulo" &&
    farTokens === paperSetting.farTokens &&
    nearTokens === paperSetting.nearTokens &&
    modulus === paperSetting.modulus &&
    trainedLength === paperSetting.trainedLength &&
    testedLength === paperSetting.testedLength &&
    isDeepStrictEqual(rope, papers);
  return isPapers ? (paperResults[task]?.[encodingName(rope)] ?? null) : null;
}
