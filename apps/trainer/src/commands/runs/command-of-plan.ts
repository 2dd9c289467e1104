/**
 * The command that gives a plan: first every flag is spelled out, then each without which the plan stays
 * the same is left out. So it is true by construction, whatever the defaults are.
 */
import { isDeepStrictEqual } from "node:util";
import { type TrainingPlan, scalingFlag, wavelengthWords } from "@resonance-rope/contracts";
import type { Scaling } from "@resonance-rope/rope-core";
import { Command } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../../plan/training-flags.js";

/** A flag and its value; a flag alone has none. */
type Flag = readonly [name: string, value?: string | number];

/**
 * A line for a POSIX shell, which writes the rule to a file where it is not the sum. Null if no flags give
 * the plan, as where its wavelengths were read from a file.
 */
export function commandOfPlan(plan: TrainingPlan): string | null {
  const { rule } = plan;
  const ofSum = { ...plan, rule: { type: "sum-modulo" } } as const;
  const gives = (flags: readonly Flag[]): boolean => isDeepStrictEqual(planOf(flags), ofSum);

  const always = alwaysShown(plan);
  let others = shownWhenNeeded(plan);
  if (!gives([...always, ...others])) return null;
  for (const flag of others) {
    const fewer = others.filter((other) => other !== flag);
    if (gives([...always, ...fewer])) others = fewer;
  }
  const command = ["npx resonance train", ...words([...always, ...others])].join(" ");
  return rule.type === "sum-modulo"
    ? command
    : `echo '${JSON.stringify(rule)}' > rule.json && ${command} --rule rule.json`;
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

/** What a reader wants to see, and the threads, whose default is another machine's number of cores. */
const alwaysShown = (plan: TrainingPlan): Flag[] => [
  ["--task", plan.task],
  ["--scaling", plan.rope.scaling.type],
  ...(plan.rope.wavelengths === "nearest-integer" ? [["--resonance"] as const] : []),
  ["--preset", plan.preset],
  ["--protocol", plan.protocol],
  ["--seed", plan.seed],
  ["--threads", plan.threads],
];

function shownWhenNeeded({ rope, model, optimizer, ...plan }: TrainingPlan): Flag[] {
  const wavelengths = wavelengthWords(rope.wavelengths);
  return [
    ...(wavelengths === null ? [] : [["--wavelengths", wavelengths] as const]),
    ...scalingFlags(rope.scaling),
    ["--base", rope.base],
    ["--head-dim", rope.headDimension],
    ["--far-tokens", plan.farTokens],
    ["--near-tokens", plan.nearTokens],
    ["--modulus", plan.modulus],
    ["--trained-length", plan.trainedLength],
    ["--tested-length", plan.testedLength],
    ["--train-sequences", plan.sequences.train],
    ["--validation-sequences", plan.sequences.validation],
    ["--test-sequences", plan.sequences.test],
    ["--precision", plan.precision],
    ["--steps", plan.steps],
    ["--batch-size", plan.batchSize],
    ["--learning-rate", optimizer.peakLearningRate],
    ["--layers", model.layers],
    ["--width", model.width],
    ["--heads", model.heads],
    ["--feed-forward", model.feedForwardWidth],
    ["--dropout", model.dropout],
  ];
}

function scalingFlags({ type, ...fields }: Scaling): Flag[] {
  return Object.entries<unknown>(fields).flatMap(([field, value]): Flag[] => {
    const name = scalingFlag(type, field);
    if (typeof value === "boolean") return value ? [] : [[name.replace("--", "--no-")]];
    return typeof value === "number" || typeof value === "string" ? [[name, value]] : [];
  });
}
