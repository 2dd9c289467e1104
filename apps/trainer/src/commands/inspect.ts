import { inspectModel } from "@resonance-rope/rope-interop/node";
import type { Command } from "commander";
import { measureRope, measuresAsJson } from "../measure-rope.js";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import { describeInspection } from "../terminal/describe-inspection.js";
import { printJson } from "../terminal/print-json.js";
import { streamColors } from "../terminal/stream-colors.js";

interface Flags {
  readonly target?: number;
  readonly json?: true;
}

export function addInspectCommand(program: Command): void {
  program
    .command("inspect")
    .description("say what a model's position encoding does, within its trained length and beyond")
    .argument("<model>", "a config.json, a Hugging Face folder, a .gguf file, or a URL of one that answers ranges")
    .option(
      "--target <tokens>",
      "the length that it is to be used at: adds what training saw of each range",
      positiveWholeNumber,
    )
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance inspect ./SmolLM2-135M.gguf --target 32768")
    .action(async (location: string, { target, json }: Flags) => {
      const inspection = await inspectModel(location, target === undefined ? {} : { targetLength: target });
      const { description, findings, ranges } = inspection;
      const measures = measureRope(description.spec, target);
      if (json !== true) {
        const lines = describeInspection(location, inspection, measures, streamColors(process.stdout));
        process.stdout.write(`${lines.join("\n")}\n`);
        return;
      }
      const { format, name, architecture, spec, otherLayers, contextLength } = description;
      printJson({
        format,
        name,
        architecture,
        spec,
        otherLayers,
        trainedLength: spec.trainedLength,
        contextLength,
        ...measuresAsJson(measures),
        ...(target === undefined ? {} : { ranges }),
        findings,
      });
    });
}
