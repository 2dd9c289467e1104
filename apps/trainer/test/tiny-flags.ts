/** The tiny plan, as words of a command. */
import { tinyPlan } from "./tiny-plan.js";

export const tinyFlags: readonly string[] = Object.entries(tinyPlan).flatMap(([flag, value]) => [
  `--${flag}`,
  String(value),
]);
