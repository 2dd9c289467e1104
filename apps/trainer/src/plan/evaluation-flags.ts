/** The flags that every evaluation shares: which model, how much of it, and where the answers go. */
import { type Command, Option } from "commander";
import { positiveNumber, positiveWholeNumber } from "./parse-flags.js";
import { type EncodingFlags, addEncodingFlags } from "./encoding-flags.js";

const engines = ["model-tiny", "node-llama-cpp", "openai"] as const;

export interface EvaluationFlags extends EncodingFlags {
  readonly model: string;
  readonly engine?: (typeof engines)[number];
  readonly adapter?: string;
  readonly servedModel?: string;
  readonly tokenizer?: string;
  readonly contextLength?: number;
  readonly threads?: number;
  readonly out: string;
  readonly concurrency?: number;
  readonly timeLimit?: number;
  readonly limit?: number;
  readonly dryRun?: true;
  readonly rate?: number;
  readonly rows?: string;
  readonly json?: true;
}

export function addEvaluationFlags(command: Command): Command {
  return addEncodingFlags(command)
    .requiredOption(
      "--model <place>",
      "a model's folder, a .gguf file, or http://host/v1 of a server with the OpenAI interface",
    )
    .addOption(
      new Option(
        "--engine <name>",
        "what runs it (default: model-tiny for a folder, node-llama-cpp for a .gguf, which model-tiny runs too)",
      ).choices(engines),
    )
    .option(
      "--adapter <folder>",
      "for model-tiny: low-rank adapters in PEFT's form, in the encoding they were trained in",
    )
    .option("--served-model <name>", "of a server's several models")
    .option("--tokenizer <place>", "of a server's model, where it has none to ask: its folder, tokenizer.json or .gguf")
    .option("--context-length <tokens>", "that a request may hold (default: what is needed)", positiveWholeNumber)
    .option("--threads <n>", "of model-tiny and node-llama-cpp (default: all cores)", positiveWholeNumber)
    .option("--out <runs>", "folder of runs", "runs")
    .option("--concurrency <n>", "requests to a server at once (default: 8)", positiveWholeNumber)
    .option("--time-limit <seconds>", "of one request to a server (default: 600)", positiveWholeNumber)
    .option("--limit <n>", "only the first so many items", positiveWholeNumber)
    .option("--dry-run", "say what is left to ask and how long it would take, and ask no more than one")
    .option("--rate <tokens>", "a second, for --dry-run (default: that of the first item)", positiveNumber)
    .option("--rows <file>", "write the report's rows too, as .jsonl or .csv")
    .option("--json", "print the report as JSON");
}
