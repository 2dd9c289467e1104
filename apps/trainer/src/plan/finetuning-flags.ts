/** The flags that name a fine-tuning, and the plan they describe. What they leave open is the paper's recipe. */
import { availableParallelism } from "node:os";
import {
  type FinetuningPlan,
  type OptimizerConfig,
  type Precision,
  finetuningPlanSchema,
  precisionNames,
  validate,
} from "@resonance-rope/contracts";
import { applyEncoding } from "@resonance-rope/rope-interop";
import { type Command, Option } from "commander";
import { type EncodingFlags, addEncodingFlags, encodingFromFlags } from "./encoding-flags.js";
import type { Material } from "../finetuning/open-material.js";
import { positiveNumber, positiveWholeNumber, wholeNumber } from "./parse-flags.js";

export interface FinetuningFlags extends EncodingFlags {
  readonly data: readonly string[];
  readonly validate?: readonly string[];
  readonly validateSequences?: number;
  readonly validateEvery?: number;
  readonly column: string;
  readonly length?: number;
  readonly lora?: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate?: number;
  readonly precision: Precision;
  readonly checkpointEvery?: number;
  readonly seed: number;
  readonly threads?: number;
}

/**
 * The paper's: AdamW, 5 % warm-up. It does not say what comes after; linear is the default of transformers' Trainer, as
 * are the other numbers here.
 */
const optimizer: Omit<OptimizerConfig, "peakLearningRate"> = {
  weightDecay: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  schedule: "linear",
  warmupFraction: 0.05,
  gradientClip: 1,
};
/** Of all weights the paper's; of adapters that of Hu et al. 2021 (table 11), who need more. */
const learningRates = { weights: 2e-5, adapters: 2e-4 };
/** 400 steps of 64 sequences: 100M tokens at length 4096. */
const [paperSteps, paperBatchSize] = [400, 64];
/** Of a run, where no flag says how often. */
const [validations, checkpoints] = [5, 20];

export function addFinetuningFlags(command: Command): Command {
  return addEncodingFlags(command)
    .requiredOption("--data <texts...>", "texts to train on: files, folders of .txt, .jsonl or .parquet")
    .option("--validate <texts...>", "held-out texts, for perplexity on the way")
    .option("--validate-sequences <n>", "only the first so many of them (default: all)", positiveWholeNumber)
    .option("--validate-every <steps>", `(default: ${validations} times a run)`, positiveWholeNumber)
    .option("--column <name>", "of the text in .jsonl and .parquet", "text")
    .option("--length <tokens>", "of a sequence (default: what the encoding is for)", positiveWholeNumber)
    .option("--lora <rank>", "train low-rank adapters of this rank (default: all weights)", positiveWholeNumber)
    .option("--steps <n>", "training steps", positiveWholeNumber, paperSteps)
    .option("--batch-size <n>", "sequences a step, one after the other", positiveWholeNumber, paperBatchSize)
    .option(
      "--learning-rate <rate>",
      `peak (default: ${learningRates.weights}, with --lora ${learningRates.adapters})`,
      positiveNumber,
    )
    .addOption(
      new Option("--precision <name>", "of products; mixed-bfloat16 where the processor has it")
        .choices(precisionNames)
        .default("float32"),
    )
    .option("--checkpoint-every <steps>", `(default: ${checkpoints} times a run)`, positiveWholeNumber)
    .option("--seed <n>", "decides the order and the adapters' first values", wholeNumber, 0)
    .option("--threads <n>", "of the native backend (default: all cores)", positiveWholeNumber);
}

export function finetuningPlanOf(flags: FinetuningFlags, { model, named }: Material): FinetuningPlan {
  const { description } = model;
  const { spec, contextLength } = applyEncoding(description, encodingFromFlags(flags, description));
  const { steps, lora, batchSize, precision, seed } = flags;
  const usualRate = lora === undefined ? learningRates.weights : learningRates.adapters;
  const plan: FinetuningPlan = {
    ...named,
    rope: spec,
    validationSequences: flags.validateSequences ?? null,
    length: flags.length ?? contextLength,
    adapterRank: lora ?? null,
    optimizer: { ...optimizer, peakLearningRate: flags.learningRate ?? usualRate },
    precision,
    batchSize,
    steps,
    validateEverySteps: flags.validateEvery ?? Math.ceil(steps / validations),
    checkpointEverySteps: flags.checkpointEvery ?? Math.ceil(steps / checkpoints),
    seed,
    threads: flags.threads ?? availableParallelism(),
  };
  return validate(finetuningPlanSchema, plan, { kind: "invalid-argument", where: "finetune", what: "plan" });
}
