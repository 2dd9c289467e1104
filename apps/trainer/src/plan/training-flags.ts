/** The flags that name a training run, and the plan they describe. */
import { availableParallelism } from "node:os";
import {
  type Precision,
  type PresetName,
  type ProtocolName,
  type SequenceTask,
  type TaskName,
  type TrainingPlan,
  precisionNames,
  presetNames,
  protocolNames,
  taskNames,
} from "@resonance-rope/contracts";
import { paperSetting, parseRule } from "@resonance-rope/posgen";
import { type Command, Option } from "commander";
import { makePlan } from "./make-plan.js";
import { finiteNumber, positiveWholeNumber, wholeNumber } from "./parse-flags.js";
import { protocols } from "./protocols.js";
import { readJson } from "./read-json.js";
import { type RopeFlags, addRopeFlags, scalingFromFlags } from "./rope-flags.js";
import { wavelengthsFromFlags } from "./wavelengths-from-flags.js";

export interface TaskFlags {
  readonly task: TaskName;
  readonly rule: string;
  readonly farTokens: number;
  readonly nearTokens: number;
  readonly modulus: number;
}

export interface TrainingFlags extends RopeFlags, TaskFlags {
  readonly preset: PresetName;
  readonly protocol: ProtocolName;
  readonly seed: number;
  readonly threads?: number;
  readonly precision: Precision;
  readonly base: number;
  readonly trainedLength: number;
  readonly testedLength: number;
  readonly trainSequences: number;
  readonly validationSequences: number;
  readonly testSequences: number;
  readonly steps?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly layers?: number;
  readonly width?: number;
  readonly heads?: number;
  readonly headDim?: number;
  readonly feedForward?: number;
  readonly dropout?: number;
}

export function addTaskFlags(command: Command): Command {
  return command
    .addOption(new Option("--task <name>", "which PosGen task").choices(taskNames).makeOptionMandatory())
    .option(
      "--rule <rule>",
      "sum-modulo, squared-sine, absolute-sine, random-table:SEED, nonsingular-table:SEED, or a JSON file",
      "sum-modulo",
    )
    .option("--far-tokens <j>", "tokens read from far away", wholeNumber, paperSetting.farTokens)
    .option("--near-tokens <k>", "tokens read from just before", positiveWholeNumber, paperSetting.nearTokens)
    .option("--modulus <M>", "size of the vocabulary", wholeNumber, paperSetting.modulus);
}

/** YaRN's beta for PosGen, the only value known for it (the released code's). */
export const posgenBeta = 2;

export function addTrainingFlags(command: Command): Command {
  const { sequences } = paperSetting;
  addRopeFlags(addTaskFlags(command))
    .addOption(new Option("--preset <name>", "size and schedule").choices(presetNames).default("demo"))
    .addOption(
      new Option("--protocol <name>", "the paper's text or its released code").choices(protocolNames).default("paper"),
    )
    .option("--seed <n>", "decides data, weights, order and dropout", wholeNumber, 0)
    .option("--threads <n>", "threads of the native backend (default: all cores)", positiveWholeNumber)
    .addOption(
      new Option("--precision <name>", "of products in the blocks; mixed-bfloat16 where the processor has it")
        .choices(precisionNames)
        .default("float32"),
    )
    .option("--base <b>", "rotary base", finiteNumber, paperSetting.rotaryBase)
    .option("--trained-length <tokens>", "L", positiveWholeNumber, paperSetting.trainedLength)
    .option("--tested-length <tokens>", "L'", positiveWholeNumber, paperSetting.testedLength)
    .option("--train-sequences <n>", "sequences to train on", positiveWholeNumber, sequences.train)
    .option("--validation-sequences <n>", "sequences to validate on", positiveWholeNumber, sequences.validation)
    .option("--test-sequences <n>", "sequences to test on", positiveWholeNumber, sequences.test);
  for (const [flag, words] of [
    ["--steps <n>", "training steps"],
    ["--batch-size <n>", "sequences a step"],
    ["--layers <n>", "layers"],
    ["--width <n>", "width of the model"],
    ["--heads <n>", "attention heads"],
    ["--head-dim <n>", "dimension of a head"],
    ["--feed-forward <n>", "width of the feed-forward layer"],
  ] as const) {
    command.option(flag, `${words}, instead of the preset's`, positiveWholeNumber);
  }
  return command
    .option("--learning-rate <rate>", "peak learning rate, instead of the preset's", finiteNumber)
    .option("--dropout <share>", "dropout, instead of the preset's", finiteNumber);
}

/** The task that the flags describe, its rule read and checked. */
export function taskFromFlags({ task, rule, farTokens, nearTokens, modulus }: TaskFlags): SequenceTask {
  const shape = { name: task, farTokens, nearTokens, modulus };
  return { ...shape, rule: parseRule(namedRule(rule) ?? readJson(rule, "--rule"), shape) };
}

/** `sum-modulo`, `random-table:7` and the like: rules that need no file. */
function namedRule(words: string): object | null {
  const [type, seed] = words.split(":");
  if (type === "random-table" || type === "nonsingular-table") return { type, seed: wholeNumber(seed ?? "0") };
  return type === "sum-modulo" || type === "squared-sine" || type === "absolute-sine" ? { type } : null;
}

export function planFromFlags(flags: TrainingFlags): TrainingPlan {
  const { trainedLength, testedLength } = flags;
  const yarn = protocols[flags.protocol].yarn(trainedLength, testedLength);
  const scaling = scalingFromFlags(flags, {
    trainedLength,
    defaultFactor: flags.scaling === "yarn" ? yarn.factor : testedLength / trainedLength,
    defaultCurrentLength: testedLength,
    defaultOriginalLength: flags.scaling === "yarn" ? yarn.originalLength : trainedLength,
    defaultBeta: posgenBeta,
  });
  const { name: task, ...rest } = taskFromFlags(flags);
  const overrides = {
    steps: flags.steps,
    batchSize: flags.batchSize,
    learningRate: flags.learningRate,
    layers: flags.layers,
    width: flags.width,
    heads: flags.heads,
    headDimension: flags.headDim,
    feedForwardWidth: flags.feedForward,
    dropout: flags.dropout,
  };
  return makePlan({
    ...rest,
    task,
    preset: flags.preset,
    protocol: flags.protocol,
    seed: flags.seed,
    threads: flags.threads ?? availableParallelism(),
    precision: flags.precision,
    trainedLength,
    testedLength,
    sequences: { train: flags.trainSequences, validation: flags.validationSequences, test: flags.testSequences },
    scaling,
    base: flags.base,
    wavelengths: wavelengthsFromFlags(flags, trainedLength),
    overrides: Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
  });
}
