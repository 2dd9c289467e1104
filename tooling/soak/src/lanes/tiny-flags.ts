import { tinyPlan } from "../../../../apps/trainer/test/tiny-plan.js";

export const tinyFlags: readonly string[] = Object.entries(tinyPlan).flatMap(([flag, value]) => [
  `--${flag}`,
  String(value),
]);
