/** The flags that name a position encoding, shared by every command that takes one. */
import { readFileSync } from "node:fs";
import { ResonanceError } from "@resonance-rope/contracts";
import {
  type RopeSpec,
  SCALING_TYPES,
  type Scaling,
  type ScalingWithDefaults,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import { type Command, Option } from "commander";
import { finiteNumber, positiveWholeNumber } from "./parse-flags.js";

export interface RopeFlags {
  readonly scaling: Scaling["type"];
  readonly factor?: number;
  readonly ntkVariant?: "bloc97" | "paper";
  readonly dynamicVariant?: "paper" | "transformers";
  readonly currentLength?: number;
  readonly adjustedBase?: number;
  readonly originalLength?: number;
  readonly yarnAlpha?: number;
  readonly yarnBeta?: number;
  readonly yarnBlend?: "pair-index" | "frequencies-by-ratio" | "wavelengths-by-ratio";
  readonly yarnTruncate: boolean;
  readonly attentionFactor?: number;
  readonly lowFrequencyFactor?: number;
  readonly highFrequencyFactor?: number;
  readonly rotatedFraction?: number;
  readonly longropeFactors?: string;
  readonly resonance?: true;
  readonly wavelengths?: string;
}

export function addRopeFlags(command: Command): Command {
  return command
    .addOption(new Option("--scaling <name>", "how frequencies are scaled").choices(SCALING_TYPES).default("none"))
    .option("--factor <s>", "the scaling's factor", finiteNumber)
    .option("--resonance", "round every wavelength to a whole number of tokens (same as --wavelengths nearest-integer)")
    .option("--wavelengths <choice>", "as-scaled, nearest-integer, best-rational, or a JSON file with a list of tokens")
    .addOption(new Option("--ntk-variant <name>", "ntk-aware: whose formula").choices(["bloc97", "paper"]))
    .addOption(new Option("--dynamic-variant <name>", "dynamic-ntk: whose formula").choices(["paper", "transformers"]))
    .option("--current-length <tokens>", "dynamic-ntk, longrope: length the table is made for", positiveWholeNumber)
    .option("--adjusted-base <b>", "adjusted-base: the new base", finiteNumber)
    .option("--original-length <tokens>", "yarn, longrope, llama3: length before scaling", positiveWholeNumber)
    .option("--yarn-alpha <n>", "yarn: rotations below which a pair is interpolated whole", finiteNumber)
    .option("--yarn-beta <n>", "yarn: rotations above which a pair is left alone", finiteNumber)
    .addOption(
      new Option("--yarn-blend <form>", "yarn: which form").choices([
        "pair-index",
        "frequencies-by-ratio",
        "wavelengths-by-ratio",
      ]),
    )
    .option("--no-yarn-truncate", "yarn: do not round the ends of the ramp")
    .option("--attention-factor <m>", "yarn, longrope: instead of the formula's", finiteNumber)
    .option("--low-frequency-factor <n>", "llama3", finiteNumber)
    .option("--high-frequency-factor <n>", "llama3", finiteNumber)
    .option("--rotated-fraction <share>", "proportional: share of the pairs that turn", finiteNumber)
    .option("--longrope-factors <file>", "longrope: JSON file with { shortFactors, longFactors }");
}

export interface RopeLengths {
  readonly trainedLength: number;
  /** Factor and lengths that the flags do not give. */
  readonly defaultFactor: number | undefined;
  readonly defaultCurrentLength: number | undefined;
  readonly defaultBeta?: number;
  readonly defaultOriginalLength?: number;
}

/** The scaling that the flags describe; conventional fields left out are filled in as implementations have them. */
export function scalingFromFlags(flags: RopeFlags, lengths: RopeLengths): Scaling {
  const factor = flags.factor ?? lengths.defaultFactor;
  const currentLength = flags.currentLength ?? lengths.defaultCurrentLength;
  const given = <T extends object>(fields: T): T =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
  const originalLength = flags.originalLength ?? lengths.defaultOriginalLength;
  const byType: Record<Scaling["type"], () => object> = {
    none: () => ({}),
    linear: () => ({ factor: required(factor, "--factor") }),
    "ntk-aware": () => ({ factor: required(factor, "--factor"), variant: flags.ntkVariant }),
    "dynamic-ntk": () => ({
      factor: required(factor, "--factor"),
      variant: flags.dynamicVariant,
      currentLength: required(currentLength, "--current-length"),
    }),
    "adjusted-base": () => ({ base: required(flags.adjustedBase, "--adjusted-base") }),
    yarn: () => ({
      factor: required(factor, "--factor"),
      originalLength,
      alpha: flags.yarnAlpha,
      beta: flags.yarnBeta ?? lengths.defaultBeta,
      blend: flags.yarnBlend,
      truncate: flags.yarnTruncate,
      attentionFactor: flags.attentionFactor,
    }),
    longrope: () => ({
      ...readJson(required(flags.longropeFactors, "--longrope-factors"), "--longrope-factors"),
      originalLength,
      currentLength: required(currentLength, "--current-length"),
      attentionFactor: flags.attentionFactor,
    }),
    llama3: () => ({
      factor: required(factor, "--factor"),
      originalLength,
      lowFrequencyFactor: flags.lowFrequencyFactor,
      highFrequencyFactor: flags.highFrequencyFactor,
    }),
    proportional: () => ({
      factor: factor ?? 1,
      rotatedFraction: required(flags.rotatedFraction, "--rotated-fraction"),
    }),
  };
  const scaling = { type: flags.scaling, ...given(byType[flags.scaling]()) } as ScalingWithDefaults;
  return withRopeDefaults({ headDimension: 2, trainedLength: lengths.trainedLength, scaling }).scaling;
}

/** The wavelength choice that `--resonance` and `--wavelengths` describe. */
export function wavelengthsFromFlags({ resonance, wavelengths }: RopeFlags): RopeSpec["wavelengths"] {
  if (wavelengths === undefined) return resonance === true ? "nearest-integer" : "as-scaled";
  if (resonance === true && wavelengths !== "nearest-integer") {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "--resonance",
      expected: "--resonance alone, or --wavelengths nearest-integer",
      received: `--wavelengths ${wavelengths} beside it`,
    });
  }
  if (wavelengths === "as-scaled" || wavelengths === "nearest-integer" || wavelengths === "best-rational")
    return wavelengths;
  const tokens = readJson(wavelengths, "--wavelengths");
  if (Array.isArray(tokens) && tokens.every((value) => typeof value === "number" && value > 0)) {
    return { type: "given", wavelengthsTokens: tokens };
  }
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "--wavelengths",
    expected: "a JSON file with a list of positive numbers, one wavelength in tokens a pair",
    received: wavelengths,
  });
}

function required<T>(value: T | undefined, flag: string): T {
  if (value !== undefined) return value;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "--scaling",
    expected: `${flag} with this scaling`,
    received: "none",
    remedy: `add ${flag}`,
  });
}

/** A JSON file that a flag names. */
export function readJson(file: string, flag: string): object {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as object;
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: flag,
      expected: "a JSON file that can be read",
      received: `${file} (${(cause as Error).message})`,
      cause,
    });
  }
}
