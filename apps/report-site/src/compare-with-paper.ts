/** A plan beside the paper's setting, row by row. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { counted, shortNumber, wholeNumber } from "./format-number.js";
import { paperSetting } from "@resonance-rope/posgen";
import { paperParameterCount, planParameterCount } from "./plan-parameters.js";
import type { Experiment } from "./report-data.js";

export interface SettingRow {
  readonly setting: string;
  readonly here: string;
  /** Null where the paper does not say. */
  readonly paper: string | null;
  readonly differs: boolean;
}

export function compareWithPaper({ plan, encodings }: Experiment): readonly SettingRow[] {
  const { model, optimizer, rope } = plan;
  const paper = paperSetting;
  const seeds = [...new Set(encodings.map(({ runs }) => runs.length))].toSorted((a, b) => a - b).join(" or ");
  const yarn = encodings.map(({ spec }) => spec.scaling).find((scaling) => scaling.type === "yarn");
  return [
    row("protocol", plan.protocol === "paper" ? "the paper’s text" : "the released code", "the paper’s text"),
    row("rule", plan.rule.type.replace("-", " "), "sum modulo"),
    row(
      "tokens read, far + near",
      `${plan.farTokens} + ${plan.nearTokens}`,
      `${paper.farTokens} + ${paper.nearTokens}`,
    ),
    row("vocabulary", wholeNumber(plan.modulus), wholeNumber(paper.modulus)),
    row("trained length, tokens", wholeNumber(plan.trainedLength), wholeNumber(paper.trainedLength)),
    row("tested length, tokens", wholeNumber(plan.testedLength), wholeNumber(paper.testedLength)),
    row("sequences: training / validation / test", splits(plan.sequences), splits(paper.sequences)),
    row("seeds per encoding", seeds, String(paper.seeds)),
    row("training steps", wholeNumber(plan.steps), wholeNumber(paper.steps)),
    row("batch, sequences a step", wholeNumber(plan.batchSize), wholeNumber(paper.batchSize)),
    row("layers", String(model.layers), String(paper.layers)),
    row("width", String(model.width), String(paper.width)),
    row("attention heads", headText(model.heads, rope.headDimension), headText(paper.heads, paper.headDimension)),
    row("feed-forward width", String(model.feedForwardWidth), String(paper.feedForwardWidth)),
    row("dropout", String(model.dropout), String(paper.dropout)),
    row("parameters", millions(planParameterCount(plan)), `${millions(paperParameterCount)} (from its shapes)`, {
      differs: Math.abs(planParameterCount(plan) / paperParameterCount - 1) > 0.05,
    }),
    row("factors of products", plan.precision === "float32" ? "float32" : "bfloat16", null),
    row("peak learning rate (AdamW)", shortNumber(optimizer.peakLearningRate), shortNumber(paper.peakLearningRate)),
    row("learning-rate schedule", scheduleText(optimizer.schedule, optimizer.warmupFraction), null),
    row("gradient clipping", optimizer.gradientClip === null ? "none" : `norm ${optimizer.gradientClip}`, null),
    row("weight decay", shortNumber(optimizer.weightDecay), shortNumber(paper.weightDecay)),
    row("rotary base", wholeNumber(rope.base), wholeNumber(paper.rotaryBase)),
    row("first tokens, which follow no rule", plan.seedTargets === "left-out" ? "not trained on" : "trained on", null),
    row("head", model.head === "tied" ? "the embedding" : "a matrix of its own", null),
    row("first weights", model.initialization === "t5" ? "as T5’s" : "normal, 0.02", null),
    row(
      "seeds of the sequences",
      plan.split === "paper" ? "no two splits share one" : "validation and test continue training",
      "no two splits share one",
    ),
    row("token before the first", plan.leadingToken === "none" ? "none" : "a begin token", null),
    ...(yarn === undefined
      ? []
      : [
          row("scaling while training", trainedWith(encodings), "the one tested"),
          row("YaRN factor", String(yarn.factor), String(paper.yarnFactor)),
          row("YaRN alpha and beta", `${yarn.alpha} and ${yarn.beta}`, null),
        ]),
  ];
}

/** "14 of 21 settings differ", for the summary line. */
export function differencesInShort(rows: readonly SettingRow[]): string {
  const stated = rows.filter(({ paper }) => paper !== null);
  const differing = stated.filter(({ differs }) => differs).length;
  return `${counted(differing, "setting")} of the ${stated.length} that the paper states`;
}

function row(
  setting: string,
  here: string,
  paper: string | null,
  { differs = paper !== null && here !== paper } = {},
): SettingRow {
  return { setting, here, paper, differs };
}

function splits({ train, validation, test }: TrainingPlan["sequences"]): string {
  return [train, validation, test].map(wholeNumber).join(" / ");
}

/** The released code trains without the scaling and puts it on for the test. */
function trainedWith(encodings: Experiment["encodings"]): string {
  const plans = encodings.flatMap(({ runs }) => runs.map(({ record }) => record.plan));
  const same = plans.every(
    ({ rope, trainingRope }) => JSON.stringify(rope.scaling) === JSON.stringify(trainingRope.scaling),
  );
  return same ? "the one tested" : "none, put on for the test";
}

function headText(heads: number, dimension: number): string {
  return `${heads} of ${dimension} dimensions`;
}

function millions(count: number): string {
  return `${(count / 1e6).toPrecision(2)} M`;
}

function scheduleText(schedule: TrainingPlan["optimizer"]["schedule"], warmupFraction: number): string {
  const shape = { constant: "constant", "one-cycle": "one cycle", linear: "linear" }[schedule];
  return schedule === "constant" ? shape : `${shape}, ${Math.round(100 * warmupFraction)}\u00a0% warm-up`;
}
