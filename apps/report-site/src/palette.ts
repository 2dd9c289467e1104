/**
 * The one place that gives an encoding its colour and its dash, in figures and in text alike.
 *
 * Hues are Okabe and Ito's, which colour-blind readers tell apart: warm for wavelengths as the scaling
 * left them, cool for Resonance. Dashes repeat the difference without colour. Shades are darkened on a
 * light page and lightened on a dark one, so that lines and large numbers keep a contrast of 3 to 1;
 * small text is never coloured.
 */
import { type RopeSpec, SCALING_TYPES, type Scaling, WAVELENGTH_TYPES } from "@resonance-rope/rope-core";

export interface Shade {
  readonly light: string;
  readonly dark: string;
}

export interface EncodingStyle {
  /** The CSS custom property that holds the shade in use. */
  readonly variable: string;
  readonly shade: Shade;
  /** SVG stroke-dasharray; null for a solid line. */
  readonly dash: string | null;
}

const vermilion: Shade = { light: "#c04f00", dark: "#f2894a" };
const blue: Shade = { light: "#0072b2", dark: "#56b4e9" };
const purple: Shade = { light: "#a84f80", dark: "#dd94bb" };
const green: Shade = { light: "#007a59", dark: "#2fc79b" };
const orange: Shade = { light: "#a87000", dark: "#e69f00" };
const sky: Shade = { light: "#2b87bd", dark: "#8fd0f5" };
const grey: Shade = { light: "#595959", dark: "#c4c4c4" };

interface Family {
  readonly warm: Shade;
  readonly cool: Shade;
  /** How its dashes end where it is drawn in the grey that all scalings share. */
  readonly greyTail: string;
}

/** The scalings of the paper's Table 1 have hues of their own; the others share a pair and differ by dash. */
const families: Readonly<Partial<Record<Scaling["type"], Family>>> = {
  none: { warm: vermilion, cool: blue, greyTail: "" },
  yarn: { warm: purple, cool: green, greyTail: "6 3" },
};
const sharing = SCALING_TYPES.filter((type) => !(type in families));

/** How the dashes of those end, in their order. */
const tails = ["2 3", "2 3 2 3", "2 3 2 3 2 3", "1 5", "1 5 1 5", "4 2", "4 2 4 2", "1 5 4 2", "4 2 1 5", "2 3 4 2"];

/** How the dashes of a choice of wavelengths begin: Resonance is solid, the others open ever longer. */
const bodyOf = (choice: string): string =>
  ({ "as-scaled": "7 4", "nearest-integer": "", "best-rational": "2 3" })[choice] ??
  `${4 + 3 * WAVELENGTH_TYPES.findIndex((type) => type === choice)} 3 2 3`;

/** `variant` counts encodings of one scaling and choice within a comparison: 0 the first, 1 the next. */
export function encodingStyle(
  { scaling, wavelengths }: Pick<RopeSpec, "scaling" | "wavelengths">,
  variant = 0,
): EncodingStyle {
  const choice = typeof wavelengths === "string" ? wavelengths : wavelengths.type;
  const family = families[scaling.type];
  const { warm, cool } = family ?? { warm: orange, cool: sky };
  const shade = choice === "as-scaled" ? warm : choice === "nearest-integer" ? cool : grey;
  const sharedTail = tails[sharing.indexOf(scaling.type) % tails.length] ?? "";
  const tail = family === undefined ? sharedTail : shade === grey ? family.greyTail : "";
  const body = bodyOf(choice);
  const lead = body === "" && tail !== "" ? "16 3" : body;
  const dash = [lead, tail].filter((part) => part !== "").join(" ");
  return styleVariant({ variable: `--${scaling.type}-${choice}`, shade, dash: dash === "" ? null : dash }, variant);
}

/** The same colour, told from the others that have it by its dash. */
export function styleVariant(style: EncodingStyle, variant: number): EncodingStyle {
  const dash = [style.dash ?? [], Array.from({ length: variant }, () => "1 2 1 4")].flat().join(" ");
  return { ...style, dash: dash === "" ? null : dash };
}

/** The colour as an SVG or CSS value; alone, away from the page, an SVG shows the light shade. */
export function strokeOf({ variable, shade }: EncodingStyle): string {
  return `var(${variable}, ${shade.light})`;
}

/** Of a model whose encoding only its name says: `model-resonance-yarn-4`, `model.gguf (YaRN)`. */
export function styleOfName(name: string, variant = 0): EncodingStyle {
  const words = name.toLowerCase();
  const type = SCALING_TYPES.find((each) => each !== "none" && words.includes(each)) ?? "none";
  const wavelengths = words.includes("resonance") ? "nearest-integer" : "as-scaled";
  return encodingStyle({ scaling: { type } as Scaling, wavelengths }, variant);
}
