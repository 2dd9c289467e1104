/** Training, validation and test sequences of a task: everything that a run reads. */
import { type ProtocolName, ResonanceError, type SequenceTask, randomSource } from "@resonance-rope/contracts";
import { type CompiledTask, compileTask } from "./compile-task.js";
import { continueSeeds } from "./generate-sequence.js";
import { requireObject } from "./require-object.js";
import { requireWholeNumber } from "./require-whole-number.js";
import type { SequenceSet } from "./sequence-set.js";
import { paperSplit } from "./splits/paper.js";
import { releasedCodeSplit } from "./splits/released-code.js";
import type { SplitCounts, SplitSeeds } from "./splits/split-seeds.js";

export interface DatasetOptions {
  /** `paper`: seeds that do not overlap; `released-code`: the overlapping ones, for comparison. */
  readonly split: ProtocolName;
  /** Sequences in each split; the paper's are 10000, 1000 and 1000. */
  readonly sequences: SplitCounts;
  /** L in tokens, the length of a training sequence; more than j + k. */
  readonly trainedLength: number;
  /** L' in tokens, the length of a validation or test sequence; more than L. */
  readonly testedLength: number;
  /** Decides the seeds of the split `paper`; the split `released-code` draws nothing. */
  readonly seed: number;
}

export interface Dataset {
  readonly train: SequenceSet;
  readonly validation: SequenceSet;
  readonly test: SequenceSet;
}

/** The dataset that the task and the options name: the same on every machine. */
export function dataset(task: SequenceTask, options: DatasetOptions): Dataset {
  return compiledDataset(compileTask(task, "dataset"), options, "dataset");
}

export function compiledDataset(task: CompiledTask, options: DatasetOptions, where: string): Dataset {
  const { trainedLength, testedLength } = requireObject(options, "the options of a dataset", where);
  requireWholeNumber(trainedLength, {
    where,
    what: `a trained length L beyond the seed of j + k = ${task.seedLength} tokens`,
    minimum: task.seedLength + 1,
  });
  requireWholeNumber(testedLength, {
    where,
    what: `a tested length L' beyond L = ${trainedLength}`,
    minimum: trainedLength + 1,
  });
  const seeds = splitSeeds(task, options, where);
  return {
    train: continueSeeds(task, seeds.train, trainedLength, where),
    validation: continueSeeds(task, seeds.validation, testedLength, where),
    test: continueSeeds(task, seeds.test, testedLength, where),
  };
}

function splitSeeds(task: CompiledTask, { split, sequences, seed }: DatasetOptions, where: string): SplitSeeds {
  requireWholeNumber(seed, { where, what: "a seed", minimum: 0 });
  if (split === "paper") return paperSplit(task, sequences, randomSource(seed).fork("posgen").fork("seeds"), where);
  if (split === "released-code") return releasedCodeSplit(task, sequences, where);
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: 'the split "paper" or "released-code"',
    received: typeof split === "string" ? split : typeof split,
  });
}
