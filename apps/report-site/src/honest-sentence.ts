/**
 * What the numbers may be taken for, in one sentence, computed from the runs: seeds, size of the model
 * and share of the paper's training. "A reproduction" is said only where no setting that the paper states differs.
 */
import { compareWithPaper } from "./compare-with-paper.js";
import { capitalised, counted, numberWord, wholeNumber } from "./format-number.js";
import { paperSetting } from "@resonance-rope/posgen";
import { planParameterCount, paperParameterCount } from "./plan-parameters.js";
import type { Experiment } from "./report-data.js";

export function honestSentence(experiment: Experiment): string {
  const { plan, encodings } = experiment;
  const counts = encodings.map(({ runs }) => new Set(runs.map(({ record }) => record.plan.seed)).size);
  const fewest = Math.min(...counts);
  const most = Math.max(...counts);
  const seeds = fewest === most ? counted(fewest, "seed") : `${numberWord(fewest)} to ${counted(most, "seed")}`;
  const size = planParameterCount(plan) / paperParameterCount;
  const training = sequencesSeen(plan) / (paperSetting.steps * paperSetting.batchSize);
  const reproduces =
    fewest >= paperSetting.seeds &&
    compareWithPaper(experiment).every(({ setting, differs }) => !differs || setting === "seeds per encoding");
  const verdict = reproduces
    ? "the setting of the paper, as far as it states it: a reproduction"
    : "a demonstration, not a reproduction";
  return `${capitalised(seeds)} per encoding, ${modelSize(size)} and ${share(training)} of the paper’s training (${wholeNumber(
    sequencesSeen(plan),
  )} sequences seen): ${verdict}.`;
}

function sequencesSeen({ steps, batchSize }: Experiment["plan"]): number {
  return steps * batchSize;
}

function modelSize(ratio: number): string {
  if (ratio > 0.95 && ratio < 1.05) return "a model of the paper’s size";
  return `a model with ${share(ratio)} of the paper’s parameters`;
}

function share(fraction: number): string {
  if (fraction > 0.99 && fraction < 1.01) return "all";
  const percent = 100 * fraction;
  return `${percent < 10 ? Number(percent.toPrecision(2)) : wholeNumber(percent)}\u00a0%`;
}
