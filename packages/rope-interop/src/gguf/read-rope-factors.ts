/** The tensors that divide frequencies, where a file has them and llama.cpp would use them. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GgufTensor } from "./gguf-header.js";
import type { GgufModel, GgufPart } from "./read-gguf-model.js";

export const ropeFreqsName = "rope_freqs.weight";
export const longFactorsName = "rope_factors_long.weight";
export const shortFactorsName = "rope_factors_short.weight";

export interface PlacedTensor {
  readonly part: GgufPart;
  readonly tensor: GgufTensor;
}

/** Null where no part has it. */
export function findTensor({ parts }: GgufModel, name: string): PlacedTensor | null {
  for (const part of parts) {
    const tensor = part.header.tensors.get(name);
    if (tensor !== undefined) return { part, tensor };
  }
  return null;
}

/** P divisors, or null where the tensor is absent. Another type or length than llama.cpp takes is an `invalid-file`. */
export async function readRopeFactors(
  model: GgufModel,
  name: string,
  pairs: number,
): Promise<readonly number[] | null> {
  const found = findTensor(model, name);
  if (found === null) return null;
  const { tensor, part } = found;
  const { type, shape, begin, end } = tensor;
  const broken = (expected: string, received: string): ResonanceError =>
    new ResonanceError({
      kind: "invalid-file",
      where: "readRopeFactors",
      expected,
      received: `${received} in ${part.source.name}`,
    });
  const rest = shape.slice(1);
  if (type.name !== "F32" || shape[0] !== pairs || rest.some((size) => size !== 1))
    throw broken(
      `${name} to be ${pairs} numbers of type F32, one a pair`,
      `${type.name} of shape [${shape.join(", ")}]`,
    );
  const bytes = await part.source.read(begin, end);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const factors = Array.from({ length: pairs }, (_, pair) => view.getFloat32(4 * pair, true));
  const unfit = factors.findIndex((factor) => !Number.isFinite(factor) || factor <= 0);
  if (unfit !== -1) throw broken(`${name} above 0 and finite`, `${factors[unfit]} for pair ${unfit}`);
  return factors;
}
