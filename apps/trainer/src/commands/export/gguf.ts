import { exportGguf, inspectModel } from "@resonance-rope/rope-interop/node";
import type { Command } from "commander";
import { type EncodingFlags, addEncodingFlags, encodingFromFlags } from "../../plan/encoding-flags.js";
import { runExport } from "./run-export.js";

interface Flags extends EncodingFlags {
  readonly out: string;
  readonly replace?: true;
  readonly json?: true;
}

export function addExportGgufCommand(parent: Command): void {
  addEncodingFlags(
    parent
      .command("gguf")
      .description("write a GGUF that llama.cpp and what is built on it load as it is")
      .argument("<model>", "a .gguf file; of a split model the first part")
      .requiredOption("--out <file>", "file to write; of a split model its first part"),
  )
    .option("--replace", "put the file in place of one that is there")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance export gguf ./SmolLM2-135M.gguf --scaling yarn --factor 4 --resonance --out long.gguf",
    )
    .action(async (model: string, { out, replace, json, ...flags }: Flags) => {
      const { description } = await inspectModel(model);
      const encoding = encodingFromFlags(flags, description);
      const options = { replace: replace === true };
      await runExport((writing) => exportGguf(model, out, encoding, { ...options, ...writing }), {
        json: json === true,
      });
    });
}
