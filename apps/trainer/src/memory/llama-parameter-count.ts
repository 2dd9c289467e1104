import { type LlamaConfig, llamaParameters } from "@resonance-rope/model-tiny";

/** Numbers that a LLaMA-family model holds. */
export function llamaParameterCount(config: LlamaConfig, headDimension: number): number {
  return llamaParameters(config, headDimension).reduce(
    (total, { shape }) => total + shape.reduce((product, size) => product * size, 1),
    0,
  );
}
