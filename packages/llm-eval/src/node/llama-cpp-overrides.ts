/**
 * A position encoding other than the file's, as far as llama.cpp takes one: keys of the file's metadata that are
 * overridden while it loads.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GgufFacts } from "./read-gguf-facts.js";

export interface EncodingOverride {
  /** A name of `--scaling`; `none`, `linear`, `ntk-aware` and `yarn` can be had without another file. */
  readonly scaling: string;
  readonly factor: number;
  /** Whole-token wavelengths; in a file alone. */
  readonly resonance?: boolean;
}

type RopeKeys = Readonly<Record<string, unknown>>;

/** The keys below the architecture's name, for node-llama-cpp's `metadataOverrides`. */
export function llamaCppOverrides(encoding: EncodingOverride, facts: GgufFacts, path: string): RopeKeys {
  const { scaling, factor, resonance = false } = encoding;
  if (!(factor >= 1 && Number.isFinite(factor)))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "--factor",
      expected: "a factor of 1 or more",
      received: String(factor),
    });
  if (resonance)
    throw needsAnotherFile(encoding, path, "whole-token wavelengths, which llama.cpp reads from a file alone");
  if (facts.hasRopeFactors)
    throw needsAnotherFile(
      encoding,
      path,
      "a file with frequency factors of its own (rope_freqs), which stay in force",
    );
  // A file may sharpen attention for a scaling that is overridden here.
  const plain = { attn_factor: asFloat(1), factor: asFloat(1) };
  switch (scaling) {
    case "none":
      return { scaling: plain };
    case "linear":
      // Linear is what llama.cpp takes where a file names no type.
      return { scaling: { ...plain, factor: asFloat(factor) } };
    case "ntk-aware": {
      const { rotatedDimension: dimension, base } = facts;
      if (dimension === null || dimension <= 2)
        throw needsAnotherFile(encoding, path, "a file that does not say how many dimensions it rotates");
      return { freq_base: asFloat(base * factor ** (dimension / (dimension - 2))), scaling: plain };
    }
    case "yarn":
      return {
        scaling: {
          ...plain,
          type: "yarn",
          factor: asFloat(factor),
          original_context_length: facts.trainedLength,
        },
      };
    default:
      throw needsAnotherFile(encoding, path, `--scaling ${scaling}, which llama.cpp has no key for`);
  }
}

/**
 * node-llama-cpp hands a whole number over as an integer, and llama.cpp silently ignores that where it wants a
 * float. This one is not whole, and the same float32.
 */
const asFloat = (value: number): number => value * (1 + 2 ** -40);

function needsAnotherFile(
  { scaling, factor, resonance }: EncodingOverride,
  path: string,
  received: string,
): ResonanceError {
  const flags = `--scaling ${scaling} --factor ${factor}${resonance === true ? " --resonance" : ""}`;
  return new ResonanceError({
    kind: "invalid-argument",
    where: "--scaling",
    expected: "an encoding that llama.cpp can be told while it loads a file",
    received,
    remedy: `resonance export gguf ${path} --out patched.gguf ${flags}, then --model patched.gguf`,
  });
}
