import { ResonanceError } from "@resonance-rope/contracts";
import {
  type PerplexityPreset,
  type PerplexityPresetName,
  perplexity,
  perplexityPresets,
} from "@resonance-rope/llm-eval";
import { type Command, Option } from "commander";
import { evaluate } from "../../evaluation/evaluate.js";
import { textFiles } from "../../evaluation/read-documents.js";
import { positiveWholeNumber } from "../../plan/parse-flags.js";
import { type EvaluationFlags, addEvaluationFlags } from "../../plan/evaluation-flags.js";

interface Flags extends EvaluationFlags {
  readonly text: readonly string[];
  readonly preset?: PerplexityPresetName;
  readonly length?: readonly string[];
  readonly stride?: number;
  readonly samples?: number;
  readonly minTokens?: number;
  readonly column?: string;
}

export function addPerplexityCommand(evaluations: Command): void {
  addEvaluationFlags(evaluations.command("perplexity"))
    .description("how well a model predicts long texts, at each length and by position")
    .requiredOption("--text <files...>", "texts, folders of .txt, .jsonl or .parquet")
    .option("--length <tokens...>", "of a window")
    .option("--stride <tokens>", "from window to window (default: one window a document)", positiveWholeNumber)
    .option("--samples <n>", "only the first so many documents that are long enough", positiveWholeNumber)
    .option("--min-tokens <n>", "pass over shorter documents", positiveWholeNumber)
    .option("--column <name>", "of the text in .jsonl and .parquet (default: text)")
    .addOption(
      new Option("--preset <name>", "lengths and so on as a paper has them").choices(Object.keys(perplexityPresets)),
    )
    .addHelpText(
      "after",
      "\nExample:\n  resonance eval perplexity --model model.gguf --text book.txt --length 2048 8192 --out runs",
    )
    .action(async (flags: Flags) => {
      const { samples, minTokens, length } = flags;
      const preset: Partial<PerplexityPreset> = flags.preset === undefined ? {} : perplexityPresets[flags.preset];
      const lengths = length?.map(positiveWholeNumber) ?? preset.lengths;
      if (lengths === undefined) throw noLength();
      const stride = flags.stride ?? preset.stride;
      const texts = textFiles(flags.text, flags.column ?? preset.column ?? "text");
      const source = await texts.source();
      await evaluate(flags, Math.max(...lengths), (model) =>
        perplexity(model, {
          documents: texts.documents,
          source,
          lengths,
          samples: samples ?? preset.samples ?? null,
          minimumTokens: minTokens ?? preset.minimumTokens ?? 1,
          ...(stride === undefined ? {} : { stride }),
        }),
      );
    });
}

const noLength = (): ResonanceError =>
  new ResonanceError({
    kind: "invalid-argument",
    where: "--length",
    expected: "the tokens of a window",
    received: "neither --length nor --preset",
    remedy: "add --length 2048",
  });
