/** What each field of each scaling may hold: checked here once, so that the scalings are formulas alone. */
import { requireChoice, requireObject } from "./require-choice.js";
import { type NumberRange, requireNumber, requireNumbers } from "./require-number.js";
import type { RopeSpec, Scaling, ScalingOf } from "./rope-spec.js";

/** A range, a list of choices, a list of divisors one a pair, or an attention factor that may be null. */
type Rule = NumberRange | readonly unknown[] | "divisors" | "attention";

const FACTOR: Rule = { from: 1 };
const POSITIVE: Rule = { above: 0 };
/** From 2, because LongRoPE's attention factor divides by its logarithm. */
const LENGTH: Rule = { whole: true, from: 2 };

const RULES: {
  readonly [Type in Scaling["type"]]: { readonly [Field in Exclude<keyof ScalingOf<Type>, "type">]: Rule };
} = {
  none: {},
  linear: { factor: FACTOR },
  "ntk-aware": { factor: FACTOR, variant: ["bloc97", "paper"] },
  "dynamic-ntk": { factor: FACTOR, variant: ["paper", "transformers"], currentLength: { whole: true, from: 1 } },
  "adjusted-base": { base: { above: 1 } },
  yarn: {
    factor: FACTOR,
    originalLength: LENGTH,
    alpha: POSITIVE,
    beta: POSITIVE,
    blend: ["pair-index", "frequencies-by-ratio", "wavelengths-by-ratio"],
    truncate: [true, false],
    attentionFactor: "attention",
  },
  longrope: {
    shortFactors: "divisors",
    longFactors: "divisors",
    originalLength: LENGTH,
    currentLength: { whole: true, from: 1 },
    attentionFactor: "attention",
  },
  llama3: { factor: FACTOR, originalLength: LENGTH, lowFrequencyFactor: POSITIVE, highFrequencyFactor: POSITIVE },
  proportional: { factor: FACTOR, rotatedFraction: { above: 0, to: 1 } },
};

/** Every scaling by name. */
export const SCALING_TYPES: readonly Scaling["type"][] = Object.keys(RULES) as Scaling["type"][];

/** @throws RopeError, in the name of `where`, when a field is missing or out of range. */
export function requireScaling(where: string, { scaling, rotaryFraction }: RopeSpec, pairs: number): Scaling {
  const type = requireChoice(where, "scaling.type", requireObject(where, "scaling", scaling).type, SCALING_TYPES);
  for (const [field, rule] of Object.entries<Rule>(RULES[type])) {
    const value: unknown = scaling[field as keyof Scaling];
    if (rule === "divisors") requireNumbers(where, field, value, { above: 0 }, pairs);
    else if (rule === "attention") requireNumber(where, field, value ?? 1, { above: 0, to: 2 ** 20 });
    else if (Array.isArray(rule)) requireChoice(where, field, value, rule);
    else requireNumber(where, field, value, rule as NumberRange);
  }
  if (scaling.type === "yarn") requireNumber(where, "beta", scaling.beta, { above: scaling.alpha });
  if (scaling.type === "llama3") {
    requireNumber(where, "highFrequencyFactor", scaling.highFrequencyFactor, { above: scaling.lowFrequencyFactor });
  }
  // Two shares of the same head would multiply.
  if (scaling.type === "proportional") {
    requireNumber(where, "rotaryFraction beside rotatedFraction", rotaryFraction, { from: 1 });
  }
  return scaling;
}
