/**
 * The decoder's parameters: names, shapes and how each starts.
 *
 * d width, H heads, D head dimension, F feed-forward width, V vocabulary. Matrices are stored input
 * first: a layer computes x · W, so PyTorch's `nn.Linear` holds the transpose.
 *
 * | name | shape |
 * |---|---|
 * | `embedding` | V x d |
 * | `blocks.N.attention_norm` | d |
 * | `blocks.N.attention.query`, `.key`, `.value` | d x H·D |
 * | `blocks.N.attention.output` | H·D x d |
 * | `blocks.N.feed_forward_norm` | d |
 * | `blocks.N.feed_forward.up` | d x F |
 * | `blocks.N.feed_forward.down` | F x d |
 * | `final_norm` | d |
 * | `head` (separate only) | d x V |
 */
import type { ModelConfig, RandomSource } from "@resonance-rope/contracts";

export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
  /** Gains of RMSNorm start at 1 and are not decayed. */
  readonly role: "matrix" | "gain";
  /** Standard deviation at the start; 0 for gains. */
  readonly deviation: number;
}

/** Parameters in the order in which they are initialised and saved. */
export function parameterShapes(config: ModelConfig, headDimension: number): ParameterShape[] {
  const { vocabularySize: V, width: d, heads, feedForwardWidth: F, layers, head, initialization } = config;
  const attention = heads * headDimension;
  // T5's factors: 1 for the embedding, 1/sqrt(fan in) elsewhere, and for the query another 1/sqrt(D), which
  // stands in for the division of the logits that T5 leaves out.
  const matrix = (name: string, shape: readonly [number, number], t5Deviation: number): ParameterShape => ({
    name,
    shape,
    role: "matrix",
    deviation: initialization === "t5" ? t5Deviation : 0.02,
  });
  const gain = (name: string): ParameterShape => ({ name, shape: [d], role: "gain", deviation: 0 });
  const block = (index: number): ParameterShape[] => {
    const name = `blocks.${index}`;
    return [
      gain(`${name}.attention_norm`),
      matrix(`${name}.attention.query`, [d, attention], (d * headDimension) ** -0.5),
      matrix(`${name}.attention.key`, [d, attention], d ** -0.5),
      matrix(`${name}.attention.value`, [d, attention], d ** -0.5),
      matrix(`${name}.attention.output`, [attention, d], attention ** -0.5),
      gain(`${name}.feed_forward_norm`),
      matrix(`${name}.feed_forward.up`, [d, F], d ** -0.5),
      matrix(`${name}.feed_forward.down`, [F, d], F ** -0.5),
    ];
  };
  return [
    matrix("embedding", [V, d], 1),
    ...Array.from({ length: layers }, (_, index) => block(index)).flat(),
    gain("final_norm"),
    ...(head === "separate" ? [matrix("head", [d, V], d ** -0.5)] : []),
  ];
}

/** Starting values by name, drawn from a source of their own each, so that none moves another. */
export function initializeParameters(
  shapes: readonly ParameterShape[],
  random: RandomSource,
): Map<string, Float32Array> {
  return new Map(
    shapes.map(({ name, shape, role, deviation }) => {
      const source = random.fork(name);
      const length = shape.reduce((product, size) => product * size, 1);
      const value = role === "gain" ? () => 1 : () => source.normal() * deviation;
      return [name, Float32Array.from({ length }, value)];
    }),
  );
}
