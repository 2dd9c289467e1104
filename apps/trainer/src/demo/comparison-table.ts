/** The demonstration's outcome as text: accuracy beyond the trained length, ours beside the paper's. */
import { type RunResult, type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import { paperResults, paperSetting } from "@resonance-rope/posgen";

export interface ComparedRun {
  readonly plan: TrainingPlan;
  readonly result: RunResult;
}

/** Runs of one task and size; every encoding over the same seeds. */
export function comparisonTable(runs: readonly ComparedRun[]): string {
  const { plan } = runs[0] as ComparedRun;
  const byEncoding = new Map<string, ComparedRun[]>();
  for (const run of runs) {
    const name = encodingName(run.plan.rope);
    byEncoding.set(name, [...(byEncoding.get(name) ?? []), run]);
  }
  const seeds = new Set(runs.map((run) => run.plan.seed)).size;
  const tokens = plan.sequences.test * (plan.testedLength - plan.trainedLength);
  const here = `here: ${plan.steps} steps, ${seeds} ${seeds === 1 ? "seed" : "seeds"}`;
  const paper = `paper: ${spaced(paperSetting.steps)} steps`;
  const row = (name: string, ours: string, theirs: string, each: string): string =>
    `  ${name.padEnd(16)} ${ours.padEnd(here.length)}   ${theirs.padEnd(paper.length)}   ${each}`.trimEnd();
  const rows = [...byEncoding].map(([name, encoded]) => {
    const accuracies = encoded.map(({ result }) => percent(result.oodAccuracy));
    const theirs = paperResults[plan.task]?.[name]?.mean.toFixed(2) ?? "";
    return row(name, mean(accuracies).toFixed(1), theirs, accuracies.map((accuracy) => accuracy.toFixed(0)).join(" "));
  });
  const [first, last] = [plan.trainedLength + 1, plan.testedLength];
  return [
    `  accuracy on positions ${first}-${last} (never trained), % of ${spaced(tokens)} tokens a seed; chance ${(100 / plan.modulus).toFixed(2)}`,
    row("", here, paper, "each seed"),
    ...rows,
    "",
    ...differences(byEncoding),
    `  On the trained positions every model is right on ${lowest(runs).toFixed(1)} % or more of the tokens.`,
    `  A small model (width ${plan.model.width}, the paper's ${paperSetting.width}) and ${share(sequencesSeen(plan) / sequencesSeen(paperSetting))} of the sequences of its training: a demonstration, not a reproduction.`,
  ].join("\n");
}

/** Resonance against the same encoding without it, seed by seed. */
function differences(byEncoding: ReadonlyMap<string, readonly ComparedRun[]>): string[] {
  return [...byEncoding].flatMap(([name, without]) => {
    const resonant = byEncoding.get(`Resonance ${name}`);
    if (resonant === undefined) return [];
    const paired = resonant.map(({ plan, result }) => {
      const other = without.find((run) => run.plan.seed === plan.seed) as ComparedRun;
      return percent(result.oodAccuracy) - percent(other.result.oodAccuracy);
    });
    const better = paired.filter((difference) => difference > 0).length;
    const verdict =
      better === paired.length || paired.every((difference) => difference < 0)
        ? "The same sign on every seed."
        : "Not one sign on every seed: so few do not decide it.";
    return [
      `  Whole wavelengths moved ${name} by ${signed(mean(paired))} points on average (${signed(Math.min(...paired))} to ${signed(Math.max(...paired))}), up on ${better} of ${paired.length} seeds.`,
      ...(paired.length > 1 ? [`  ${verdict}`] : ["  One seed decides nothing."]),
    ];
  });
}

const percent = (share: number): number => 100 * share;
const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
const sequencesSeen = ({ steps, batchSize }: Pick<TrainingPlan, "steps" | "batchSize">): number => steps * batchSize;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const signed = (value: number): string => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(1)}`;
const spaced = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/gu, " ");
const lowest = (runs: readonly ComparedRun[]): number =>
  Math.min(...runs.map(({ result }) => percent(result.idAccuracy)));
