/** A whole safetensors file in memory, of tensors that are there; `safetensorsFiles` streams a model's. */
import { ResonanceError } from "@resonance-rope/contracts";
import { joinBytes } from "../join-bytes.js";
import { encodeSafetensorsHeader, inFileOrder } from "./encode-safetensors-header.js";
import { type SafetensorsTensor, elementCount, holdsDtype } from "./safetensors-tensor.js";

const where = "writeSafetensors";

/** The file; the same tensors and metadata, in any order, give the same bytes, those of the reference library. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafetensorsTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = Array.from(tensors, ([name, tensor]) => {
    requireFit(name, tensor);
    const { dtype, shape, data } = tensor;
    return { name, dtype, shape, data, byteLength: data.byteLength };
  }).toSorted(inFileOrder);
  return joinBytes([
    encodeSafetensorsHeader(sorted, metadata, where),
    ...sorted.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

function requireFit(name: string, { dtype, shape, data }: SafetensorsTensor): void {
  if (!holdsDtype(data, dtype)) throw unfit(`${name}: the array that holds ${dtype}`, data.constructor.name);
  if (elementCount(shape) !== data.length)
    throw unfit(`${name}: as many elements as its shape [${shape.join(", ")}] has`, `${data.length}`);
}

function unfit(expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received });
}
