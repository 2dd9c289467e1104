import { withRopeDefaults } from "@resonance-rope/rope-core";
import type { Command } from "commander";
import { measureRope, measuresAsJson } from "../measure-rope.js";
import { finiteNumber, positiveWholeNumber } from "../plan/parse-flags.js";
import { type RopeFlags, addRopeFlags, scalingFromFlags } from "../plan/rope-flags.js";
import { wavelengthsFromFlags } from "../plan/wavelengths-from-flags.js";
import { describeRope } from "../terminal/describe-rope.js";
import { printJson } from "../terminal/print-json.js";
import { streamColors } from "../terminal/stream-colors.js";

interface Flags extends RopeFlags {
  readonly headDim: number;
  readonly base: number;
  readonly trainedLength: number;
  readonly rotaryFraction: number;
  readonly testedLength?: number;
  readonly json?: true;
}

export function addRopeCommand(program: Command): void {
  const command = program
    .command("rope")
    .description("say what a position encoding does within and beyond its trained length")
    .requiredOption("--head-dim <D>", "dimension of an attention head", positiveWholeNumber)
    .requiredOption("--trained-length <tokens>", "L", positiveWholeNumber)
    .option("--tested-length <tokens>", "L': adds the feature gap", positiveWholeNumber)
    .option("--base <b>", "rotary base", finiteNumber, 10_000)
    .option("--rotary-fraction <share>", "share of a head's dimensions that is rotated", finiteNumber, 1);
  addRopeFlags(command)
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance rope --head-dim 64 --trained-length 64 --tested-length 256 --scaling yarn --factor 4 --resonance",
    )
    .action((flags: Flags) => {
      const { headDim: headDimension, base, trainedLength, rotaryFraction, testedLength } = flags;
      const scaling = scalingFromFlags(flags, {
        trainedLength,
        defaultFactor: undefined,
        defaultCurrentLength: testedLength,
      });
      const wavelengths = wavelengthsFromFlags(flags, trainedLength);
      const spec = withRopeDefaults({ headDimension, base, trainedLength, rotaryFraction, scaling, wavelengths });
      const measures = measureRope(spec, testedLength);
      if (flags.json === true) printJson(measuresAsJson(measures));
      else process.stdout.write(`${describeRope(measures, streamColors(process.stdout)).join("\n")}\n`);
    });
}
