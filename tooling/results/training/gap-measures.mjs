/** Three numbers that need no training, of the encoding of a plan: each a mean over its pairs. */
import { createRotaryEmbedding, criticalPair, embeddedVectorDistance, phaseError } from "@resonance-rope/rope-core";

/**
 * - `gap`: how far the rotations of positions up to L' lie from those that training saw (Eq. 8 of the paper). A model
 *   that trains without the scaling that it is tested with saw those of the other table, which Eq. 8 leaves open.
 * - `gapPreCritical`: the same over the pairs of which Theorem 1 speaks, whose wavelength in use is below L.
 * - `distance`: embedded vector distance (Xiong 2023, Eq. 9), to the rotations of plain RoPE at 0 ... L-1.
 * - `phase`: radians by which the choice of wavelengths moves the scaling's phases at position L' - 1.
 */
export function gapMeasures({ rope, trainingRope, testedLength }) {
  const tested = createRotaryEmbedding(rope);
  const plain = createRotaryEmbedding({ ...rope, scaling: { type: "none" }, wavelengths: "as-scaled" });
  const scaled = createRotaryEmbedding({ ...rope, wavelengths: "as-scaled" });
  // At equal tables this is the feature gap: positions below L are at distance 0 then.
  const gaps = [...embeddedVectorDistance(createRotaryEmbedding(trainingRope), tested, testedLength)];
  const { preCriticalPairs } = criticalPair(tested);
  return {
    gap: mean(gaps),
    gapPreCritical: mean(preCriticalPairs.map((pair) => gaps[pair])),
    distance: mean([...embeddedVectorDistance(plain, tested, testedLength)]),
    phase: mean([...phaseError(scaled, tested, testedLength)]),
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
