/**
 * A RopeSpec resolved to numbers: scale the frequencies, then choose the wavelengths. Resonance is
 * the second step and knows nothing of the first, so it goes with every scaling.
 */
import { chooseWavelengths } from "./choose-wavelengths.js";
import { pairAngle } from "./pair-angle.js";
import { requireTableSize } from "./require-table-size.js";
import { requireNumbers } from "./require-number.js";
import { requireChoice } from "./require-choice.js";
import { requireScaling } from "./require-scaling.js";
import type { RopeSpec, RotaryEmbedding } from "./rope-spec.js";
import { SCALINGS, type Scaling } from "./scalings.js";
import type { ScalingDefinition } from "./scaling-definition.js";
import { unscaledRopeOf } from "./unscaled-rope-of.js";

const WHERE = "createRotaryEmbedding";

/**
 * @returns frequencies in radians a token, wavelengths and periods in tokens (length P each), and
 *   `cosines` and `sines` of whole positions, computed in float64.
 * @throws RopeError when a field of the spec is missing or out of range: an odd head dimension, a
 *   factor below 1, a list of the wrong length, a number that is not finite.
 */
export function createRotaryEmbedding(spec: RopeSpec): RotaryEmbedding {
  const rope = unscaledRopeOf(WHERE, spec);
  const scaling = requireScaling(WHERE, spec, rope.angularFrequencies.length);
  const definition: ScalingDefinition<Scaling> = SCALINGS[scaling.type];
  requireChoice(WHERE, "pairLayout", spec.pairLayout, ["interleaved", "half-split"]);
  const embedding: RotaryEmbedding = {
    spec,
    ...chooseWavelengths(definition.frequencies(rope, scaling), spec.wavelengths, spec.trainedLength),
    attentionFactor: definition.attentionFactor?.(scaling, spec.trainedLength) ?? 1,
    cosines: (positions) => atPositions("cosines", embedding, positions, Math.cos),
    sines: (positions) => atPositions("sines", embedding, positions, Math.sin),
  };
  return embedding;
}

function atPositions(
  where: string,
  embedding: RotaryEmbedding,
  positions: ArrayLike<number>,
  component: (angleRadians: number) => number,
): Float64Array {
  requireNumbers(where, "positions", positions, { whole: true });
  const pairs = embedding.angularFrequencies.length;
  const values = new Float64Array(requireTableSize(where, positions.length, pairs));
  for (let row = 0; row < positions.length; row++) {
    for (let pair = 0; pair < pairs; pair++) {
      const angle = pairAngle(embedding, pair, positions[row] as number);
      values[row * pairs + pair] = component(angle) * embedding.attentionFactor;
    }
  }
  return values;
}
