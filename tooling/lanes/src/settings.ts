/** The encodings that models are exported with: each scaling with and without Resonance. */
import type { TrainedRope } from "./expected-rope.js";

export interface Setting {
  /** As scaled_frequencies.py and the reference call it. */
  readonly name: string;
  /** Flags of `resonance export`. */
  readonly flags: readonly string[];
}

export const smolLm2Rope: TrainedRope = { headDimension: 64, base: 100_000, trainedLength: 8192, factor: 4 };

const factor = ["--factor", String(smolLm2Rope.factor)];
const scalings: readonly Setting[] = [
  { name: "none", flags: ["--scaling", "none"] },
  { name: "linear", flags: ["--scaling", "linear", ...factor] },
  { name: "ntk-aware", flags: ["--scaling", "ntk-aware", ...factor] },
  { name: "yarn", flags: ["--scaling", "yarn", ...factor] },
];

export const settings: readonly Setting[] = scalings.flatMap(({ name, flags }) => [
  { name, flags },
  { name: name === "none" ? "resonance" : `resonance-${name}`, flags: [...flags, "--resonance"] },
]);

/** The one called `name`. */
export function settingOf(name: string): Setting {
  const setting = settings.find((each) => each.name === name);
  if (setting === undefined) throw new Error(`no setting is called ${name}`);
  return setting;
}
