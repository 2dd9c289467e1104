import { exportHuggingFace, inspectModel } from "@resonance-rope/rope-interop/node";
import { type Command, Option } from "commander";
import { type EncodingFlags, addEncodingFlags, encodingFromFlags } from "../../plan/encoding-flags.js";
import { runExport } from "./run-export.js";

interface Flags extends EncodingFlags {
  readonly out: string;
  readonly configOnly?: true;
  readonly form: "auto" | "longrope";
  readonly schema: "rope-scaling" | "rope-parameters";
  readonly replace?: true;
  readonly json?: true;
}

export function addExportHfCommand(parent: Command): void {
  addEncodingFlags(
    parent
      .command("hf")
      .description("write a Hugging Face folder that transformers, vLLM and others load as it is")
      .argument("<model>", "a Hugging Face folder, or its config.json alone")
      .requiredOption("--out <folder>", "folder to make"),
  )
    .option("--config-only", "write config.json alone")
    .addOption(
      new Option("--form <name>", "auto: the scaling's own form where it is exact, else longrope")
        .choices(["auto", "longrope"])
        .default("auto"),
    )
    .addOption(
      new Option("--schema <name>", "the config's key: rope-parameters is read by transformers 5 and vLLM only")
        .choices(["rope-scaling", "rope-parameters"])
        .default("rope-scaling"),
    )
    .option("--replace", "put the folder in place of one that is there")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance export hf ./SmolLM2-135M --scaling yarn --factor 4 --resonance --out ./SmolLM2-135M-long",
    )
    .action(async (model: string, { out, configOnly, form, schema, replace, json, ...flags }: Flags) => {
      const { description } = await inspectModel(model);
      const encoding = encodingFromFlags(flags, description);
      const options = { configOnly: configOnly === true, form, schema, replace: replace === true };
      await runExport((writing) => exportHuggingFace(model, out, encoding, { ...options, ...writing }), {
        json: json === true,
      });
    });
}
