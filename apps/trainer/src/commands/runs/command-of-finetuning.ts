/** The command that repeats a fine-tuning, every flag spelled out but those of an encoding that no flags give. */
import { type FinetuningRecord, flagsOfScaling, flagsOfWavelengths, shellWord } from "@resonance-rope/contracts";

export function commandOfFinetuning({ plan, places }: FinetuningRecord): string {
  const { scaling, wavelengths } = plan.rope;
  const words = [
    "npx",
    "resonance",
    "finetune",
    places.model,
    "--data",
    ...places.data,
    ...(places.validation.length === 0 ? [] : ["--validate", ...places.validation]),
    ...flag("--validate-sequences", plan.validationSequences),
    ...(scaling.type === "none" ? [] : ["--scaling", scaling.type]),
    ...[...flagsOfScaling(scaling), ...flagsOfWavelengths(wavelengths)].flat().map(String),
    ...flag("--column", plan.column === "text" ? null : plan.column),
    ...flag("--length", plan.length),
    ...flag("--lora", plan.adapterRank),
    ...flag("--steps", plan.steps),
    ...flag("--batch-size", plan.batchSize),
    ...flag("--learning-rate", plan.optimizer.peakLearningRate),
    ...flag("--precision", plan.precision),
    ...flag("--validate-every", plan.validateEverySteps),
    ...flag("--checkpoint-every", plan.checkpointEverySteps),
    ...flag("--seed", plan.seed),
    ...flag("--threads", plan.threads),
  ];
  return words.map(shellWord).join(" ");
}

const flag = (name: string, value: string | number | null): string[] => (value === null ? [] : [name, String(value)]);
