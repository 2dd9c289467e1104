/** What a reader can change on the page "The idea". */
import { numberWithin, wholeNumberWithin } from "../number-within.js";
import type { HashForm } from "../use-hash-state.js";
import type { HeadShape } from "./head-encodings.js";
import { type Circle, circleLimits } from "./pair-rotations.js";

export interface IdeaState {
  readonly circle: Circle;
  readonly head: HeadShape;
}

export const headDimensions = [32, 64, 128] as const;
export const bases = [10_000, 100_000, 500_000, 1_000_000] as const;
export const factors = [2, 4] as const;
/** Powers of two, as exponents: 64 to 4096 tokens. */
export const lengthExponents = { from: 6, to: 12 } as const;

/** The heads of PosGen's models, with the paper's YaRN. */
const initialHead: HeadShape = { headDimension: 64, base: 10_000, trainedLength: 64, factor: 4 };

export const ideaForm: HashForm<IdeaState> = {
  initial: {
    // The fastest pair of every head that rotates by one radian a token.
    circle: { wavelengthTokens: 2 * Math.PI, resonance: false, trainedLength: 16, beyond: 16 },
    head: initialHead,
  },
  read: (fields) => {
    const { circle, head } = ideaForm.initial;
    const within = (name: string, limits: { from: number; to: number }): number | null =>
      wholeNumberWithin(fields.get(name), limits.from, limits.to);
    const oneOf = (name: string, choices: readonly number[], otherwise: number): number =>
      choices.find((choice) => String(choice) === fields.get(name)) ?? otherwise;
    const { wavelengthTokens } = circleLimits;
    const exponent = Math.log2(within("length", { from: 64, to: 4096 }) ?? head.trainedLength);
    return {
      circle: {
        wavelengthTokens:
          numberWithin(fields.get("wavelength"), wavelengthTokens.from, wavelengthTokens.to) ?? circle.wavelengthTokens,
        resonance: fields.get("resonance") === "on",
        trainedLength: within("trained", circleLimits.trainedLength) ?? circle.trainedLength,
        beyond: within("beyond", circleLimits.beyond) ?? circle.beyond,
      },
      head: {
        headDimension: oneOf("dimension", headDimensions, head.headDimension),
        base: oneOf("base", bases, head.base),
        trainedLength: 2 ** Math.round(exponent),
        factor: oneOf("factor", factors, head.factor),
      },
    };
  },
  write: ({ circle, head }) => ({
    wavelength: String(circle.wavelengthTokens),
    resonance: circle.resonance ? "on" : "off",
    trained: String(circle.trainedLength),
    beyond: String(circle.beyond),
    dimension: String(head.headDimension),
    base: String(head.base),
    length: String(head.trainedLength),
    factor: String(head.factor),
  }),
};
