/** The flags that name a dataset of a task: its splits, lengths and counts. */
import { type ProtocolName, protocolNames } from "@resonance-rope/contracts";
import { type DatasetOptions, paperDatasetOptions } from "@resonance-rope/posgen";
import { type Command, Option } from "commander";
import { positiveWholeNumber, wholeNumber } from "../../plan/parse-flags.js";
import { type TaskFlags, addTaskFlags } from "../../plan/training-flags.js";

export interface DatasetFlags extends TaskFlags {
  readonly seed: number;
  readonly splitProtocol: ProtocolName;
  readonly trainedLength: number;
  readonly testedLength: number;
  readonly trainSequences: number;
  readonly validationSequences: number;
  readonly testSequences: number;
}

const { seed, split, trainedLength, testedLength, sequences } = paperDatasetOptions;

export function addDatasetFlags(command: Command): Command {
  return addTaskFlags(command)
    .option("--seed <n>", "decides the seeds of the sequences", wholeNumber, seed)
    .addOption(
      new Option("--split-protocol <name>", "seeds that do not overlap, or the released code's that do")
        .choices(protocolNames)
        .default(split),
    )
    .option("--trained-length <tokens>", "L, of training sequences", positiveWholeNumber, trainedLength)
    .option("--tested-length <tokens>", "L', of validation and test sequences", positiveWholeNumber, testedLength)
    .option("--train-sequences <n>", "training sequences", positiveWholeNumber, sequences.train)
    .option("--validation-sequences <n>", "validation sequences", positiveWholeNumber, sequences.validation)
    .option("--test-sequences <n>", "test sequences", positiveWholeNumber, sequences.test);
}

export function datasetOptionsFromFlags(flags: DatasetFlags): DatasetOptions {
  return {
    split: flags.splitProtocol,
    sequences: { train: flags.trainSequences, validation: flags.validationSequences, test: flags.testSequences },
    trainedLength: flags.trainedLength,
    testedLength: flags.testedLength,
    seed: flags.seed,
  };
}
