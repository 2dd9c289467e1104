/** The flags that name a position encoding, shared by every command that takes one. */
import { ResonanceError, scalingFlag, validate } from "@resonance-rope/contracts";
import {
  SCALINGS,
  SCALING_TYPES,
  type Scaling,
  type ScalingWithDefaults,
  type SpecField,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import { type Command, Option } from "commander";
import * as z from "zod";
import { finiteNumber, positiveWholeNumber } from "./parse-flags.js";
import { readJson } from "./read-json.js";
import { type WavelengthFlags, wavelengthForms } from "./wavelengths-from-flags.js";

/** Beside these, the flag of each field of each scaling, by its name. */
export interface RopeFlags extends WavelengthFlags {
  readonly scaling: Scaling["type"];
  readonly longropeFactors?: string;
}

export function addRopeFlags(command: Command): Command {
  return addScalingFlags(command, new Option("--scaling <name>", "how frequencies are scaled").default("none"));
}

/** For a model that has an encoding already: without `--scaling` it keeps its own. */
export function addNewRopeFlags(command: Command): Command {
  return addScalingFlags(command, new Option("--scaling <name>", "how frequencies are scaled (default: as they are)"));
}

function addScalingFlags(command: Command, scaling: Option): Command {
  const { "ntk-aware": ntkAware, "dynamic-ntk": dynamicNtk, yarn } = SCALINGS;
  return command
    .addOption(scaling.choices(SCALING_TYPES))
    .option("--factor <s>", "the scaling's factor", finiteNumber)
    .option("--resonance", "round every wavelength to a whole number of tokens (same as --wavelengths nearest-integer)")
    .option("--wavelengths <choice>", wavelengthForms)
    .addOption(new Option("--ntk-variant <name>", "ntk-aware: whose formula").choices(ntkAware.fields.variant))
    .addOption(new Option("--dynamic-variant <name>", "dynamic-ntk: whose formula").choices(dynamicNtk.fields.variant))
    .option("--current-length <tokens>", "dynamic-ntk, longrope: length the table is made for", positiveWholeNumber)
    .option("--adjusted-base <b>", "adjusted-base: the new base", finiteNumber)
    .option("--original-length <tokens>", "yarn, longrope, llama3: length before scaling", positiveWholeNumber)
    .option("--yarn-alpha <n>", "yarn: rotations below which a pair is interpolated whole", finiteNumber)
    .option("--yarn-beta <n>", "yarn: rotations above which a pair is left alone", finiteNumber)
    .addOption(new Option("--yarn-blend <form>", "yarn: which form").choices(yarn.fields.blend))
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

/**
 * A flag that the scaling would not read is a mistake. One is let pass: a factor beside `none`, so that a script
 * may go through all scalings with the same flags.
 */
export function refuseUnreadFlags(flags: RopeFlags): void {
  const flagsOf = (type: Scaling["type"]): string[] =>
    Object.keys(SCALINGS[type].fields).map((field) => scalingFlag(type, field));
  const values = flags as object as Readonly<Record<string, unknown>>;
  const read = new Set([...flagsOf(flags.scaling), ...(flags.scaling === "none" ? ["--factor"] : [])]);
  for (const flag of new Set(SCALING_TYPES.flatMap(flagsOf))) {
    const value = values[new Option(flag).attributeName()];
    // `--no-yarn-truncate` is the one that is there unless it is given.
    if (read.has(flag) || value === undefined || value === true) continue;
    const takers = SCALING_TYPES.filter((type) => flagsOf(type).includes(flag));
    throw new ResonanceError({
      kind: "invalid-argument",
      where: flag === "--yarn-truncate" ? "--no-yarn-truncate" : flag,
      expected: `--scaling ${takers.join(" or ")} beside it`,
      received: `--scaling ${flags.scaling}`,
    });
  }
}

/** The scaling that the flags describe; conventional fields left out are filled in as implementations have them. */
export function scalingFromFlags(flags: RopeFlags, lengths: RopeLengths): Scaling {
  const { scaling: type, longropeFactors } = flags;
  refuseUnreadFlags(flags);
  const fields = Object.entries<SpecField>(SCALINGS[type].fields);
  const names = fields.filter(([, field]) => !("perPair" in field)).map(([name]) => name);
  const lists = names.length === fields.length ? {} : readLists(required(longropeFactors, "--longrope-factors"));
  const values = flags as object as Readonly<Record<string, unknown>>;
  const otherwise: Readonly<Record<string, number | undefined>> = {
    factor: lengths.defaultFactor,
    currentLength: lengths.defaultCurrentLength,
    originalLength: lengths.defaultOriginalLength,
    beta: lengths.defaultBeta,
  };
  const given = names
    .map((name) => [name, values[new Option(scalingFlag(type, name)).attributeName()] ?? otherwise[name]] as const)
    .filter(([, value]) => value !== undefined);
  const written = { ...lists, type, ...Object.fromEntries(given) } as ScalingWithDefaults;
  const { scaling } = withRopeDefaults({ headDimension: 2, trainedLength: lengths.trainedLength, scaling: written });
  for (const name of names) required(scaling[name as keyof Scaling], scalingFlag(type, name));
  return scaling;
}

const listsSchema = z.strictObject({ shortFactors: z.array(z.number()), longFactors: z.array(z.number()) });

function readLists(file: string): z.infer<typeof listsSchema> {
  const where = "--longrope-factors";
  const what = `file of LongRoPE's factors, { "shortFactors": [...], "longFactors": [...] }, in ${file}`;
  return validate(listsSchema, readJson(file, where), { kind: "invalid-file", where, what });
}

function required<T>(value: T | undefined, flag: string): T {
  if (value !== undefined) return value;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "--scaling",
    expected: `${flag} with this scaling`,
    received: `no ${flag}`,
    remedy: `add ${flag}`,
  });
}
