import {
  createRotaryEmbedding,
  criticalPair,
  featureGap,
  repetitionPeriod,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import type { Command } from "commander";
import { finiteNumber, positiveWholeNumber } from "../plan/parse-flags.js";
import { type RopeFlags, addRopeFlags, scalingFromFlags, wavelengthsFromFlags } from "../plan/rope-flags.js";
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
      const wavelengths = wavelengthsFromFlags(flags);
      const embedding = createRotaryEmbedding(
        withRopeDefaults({ headDimension, base, trainedLength, rotaryFraction, scaling, wavelengths }),
      );
      const critical = criticalPair(embedding);
      const period = repetitionPeriod(embedding);
      const tested =
        testedLength === undefined
          ? undefined
          : { length: testedLength, featureGap: featureGap(embedding, testedLength) };
      if (flags.json !== true) {
        const lines = describeRope({ embedding, critical, period, tested }, streamColors(process.stdout));
        process.stdout.write(`${lines.join("\n")}\n`);
        return;
      }
      printJson({
        angularFrequencies: embedding.angularFrequencies,
        wavelengths: embedding.wavelengthsTokens,
        attentionFactor: embedding.attentionFactor,
        criticalPair: critical.criticalPair,
        preCriticalPairs: critical.preCriticalPairs.length,
        unscaled: {
          criticalPair: critical.unscaled.criticalPair,
          preCriticalPairs: critical.unscaled.preCriticalPairs.length,
        },
        period,
        ...(tested === undefined ? {} : { featureGap: tested.featureGap }),
      });
    });
}
