/** The command that repeats a run. What no flag holds it reads from files that stand beside it on the page. */
import { type TrainingPlan, flagsOfPlan, ruleName } from "@resonance-rope/contracts";

export function repeatCommand(plan: TrainingPlan): string {
  const { scaling, wavelengths } = plan.rope;
  const files = [
    ...(ruleName(plan.rule) === null ? ["--rule rule.json"] : []),
    ...(scaling.type === "longrope" ? ["--longrope-factors factors.json"] : []),
    ...(typeof wavelengths === "object" && wavelengths.type === "given" ? ["--wavelengths wavelengths.json"] : []),
  ];
  return ["npx resonance train", ...flagsOfPlan(plan).flat(), ...files].join(" ");
}
