/** Reads a whole safetensors file from memory. */
import { readSafetensorsHeader } from "./read-safetensors-header.js";
import { type SafetensorsTensor, copyElements } from "./safetensors-tensor.js";

export interface SafetensorsFile {
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, SafetensorsTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The tensors of a file, each with memory of its own, so `bytes` may be let go. Throws a
 * ResonanceError of kind `invalid-file` for whatever the specification does not allow.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata } = readSafetensorsHeader(bytes);
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [name, { dtype, shape, begin, end }] of entries) {
    const data = copyElements(dtype, bytes.subarray(begin, end));
    tensors.set(name, { dtype, shape, data } as SafetensorsTensor);
  }
  return { tensors, metadata };
}
