/**
 * Seeded randomness, forked by label.
 *
 * A source is named by its seed and the labels that lead to it (`seed 0 -> "data" -> "train"`), and
 * drawing from one never moves another: adding a consumer changes nobody's numbers. The generator is
 * pure-rand's xoroshiro128+, its state a hash of the name.
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

export interface RandomSource {
  /** A source of its own for a label; the same label always gives the same source. */
  fork(label: string): RandomSource;
  /** A whole number, uniform over 0 ... bound - 1. */
  integer(bound: number): number;
  /** A float64 number, uniform over [0, 1), with 53 random bits. */
  uniform(): number;
  /** A standard normal number (Box-Muller). */
  normal(): number;
  /** The numbers 0 ... length - 1 in a random order (Fisher-Yates). */
  permutation(length: number): Int32Array;
}

export function randomSource(seed: number): RandomSource {
  return sourceNamed(`seed ${seed}`);
}

function sourceNamed(name: string): RandomSource {
  const generator = xoroshiro128plusFromState(hashToState(name));
  const integer = (bound: number): number => uniformInt(generator, 0, bound - 1);
  const uniform = (): number => ((generator.next() >>> 5) * 2 ** 26 + (generator.next() >>> 6)) / 2 ** 53;
  return {
    fork: (label) => sourceNamed(`${name} -> ${label}`),
    integer,
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation(length) {
      const order = Int32Array.from({ length }, (_, index) => index);
      for (let last = length - 1; last > 0; last--) {
        const chosen = integer(last + 1);
        const kept = order[last] as number;
        order[last] = order[chosen] as number;
        order[chosen] = kept;
      }
      return order;
    },
  };
}

/** Four well-mixed 32-bit words of a text (MurmurHash3's finaliser over four lanes of FNV-1a). */
function hashToState(text: string): [number, number, number, number] {
  const lane = (offset: number): number => {
    let hash = 0x811c9dc5 ^ offset;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) | 0;
  };
  return [lane(0), lane(0x9e3779b9), lane(0x3c6ef372), lane(0x78dde6e4)];
}
