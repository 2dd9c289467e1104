/**
 * The command that gives a plan: first every flag is spelled out, then each without which the plan stays
 * the same is left out. So it is true by construction, whatever the defaults are.
 */
import { isDeepStrictEqual } from "node:util";
import { type Flag, type TrainingPlan, flagsOfPlan, ruleName } from "@resonance-rope/contracts";
import { Command } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../../plan/training-flags.js";

/** What a reader wants to see, and the threads, whose default is another machine's number of cores. */
const alwaysShown: ReadonlySet<string> = new Set([
  "--task",
  "--scaling",
  "--resonance",
  "--preset",
  "--protocol",
  "--seed",
  "--threads",
]);

/**
 * A line for a POSIX shell, which writes a rule without a name to a file. Null if no flags give the plan, as where its
 * wavelengths were read from a file.
 */
export function commandOfPlan(plan: TrainingPlan): string | null {
  const fromFile = ruleName(plan.rule) === null;
  const sought: TrainingPlan = fromFile ? { ...plan, rule: { type: "sum-modulo" } } : plan;
  const gives = (flags: readonly Flag[]): boolean => isDeepStrictEqual(planOf(flags), sought);

  let flags = flagsOfPlan(plan);
  if (!gives(flags)) return null;
  for (const flag of flags.filter(([name]) => !alwaysShown.has(name))) {
    const fewer = flags.filter((other) => other !== flag);
    if (gives(fewer)) flags = fewer;
  }
  const command = ["npx resonance train", ...words(flags)].join(" ");
  return fromFile ? `echo '${JSON.stringify(plan.rule)}' > rule.json && ${command} --rule rule.json` : command;
}

const words = (flags: readonly Flag[]): string[] => flags.flatMap((flag) => flag.map(String));

/** Null for flags that the command line refuses. */
function planOf(flags: readonly Flag[]): TrainingPlan | null {
  const command = addTrainingFlags(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    return planFromFlags(command.parse(words(flags), { from: "user" }).opts<TrainingFlags>());
  } catch {
    return null;
  }
}
