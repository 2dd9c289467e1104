import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import { readSafetensors, readSafetensorsHeader, writeSafetensors } from "../../src/index.js";

/**
 * Reads that many mutations of a file, most of them in its header.
 * @returns how many were refused, each as an invalid file; any other error is thrown, and so is a tensor of another
 *   size than its shape.
 */
export function fuzzSafetensorsHeader(count: number, seed: number): { readonly refused: number } {
  const random = randomSource(seed);
  const original = writeSafetensors(
    new Map([
      ["embedding", { dtype: "F32", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ["steps", { dtype: "I32", shape: [2], data: Int32Array.of(7, 8) }],
      ["mask", { dtype: "BOOL", shape: [3], data: Uint8Array.of(1, 0, 1) }],
    ]),
    { format: "test" },
  );
  const { dataStart } = readSafetensorsHeader(original);
  const alphabet = new TextEncoder().encode('0123456789-.eE[]{}",:\\u \0\xff');
  let refused = 0;
  for (let round = 0; round < count; round++) {
    let bytes = [...original];
    for (let edits = random.integer(3); edits >= 0; edits--) {
      const at = random.integer(random.integer(4) === 0 ? bytes.length : Math.min(dataStart, bytes.length));
      const edit = random.integer(4);
      if (edit === 0) bytes[at] = alphabet[random.integer(alphabet.length)] ?? 0;
      else if (edit === 1) bytes.splice(at, 1 + random.integer(8));
      else if (edit === 2) bytes.splice(at, 0, ...bytes.slice(at, at + 1 + random.integer(20)));
      else if (random.integer(8) === 0) bytes = bytes.slice(0, at + 1);
      else bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
    }
    try {
      for (const { shape, data } of readSafetensors(Uint8Array.from(bytes)).tensors.values())
        if (shape.reduce((product, size) => product * size, 1) !== data.length)
          throw new Error("a tensor of another size");
    } catch (error) {
      if (!ResonanceError.isInstance(error) || error.kind !== "invalid-file") throw error;
      refused++;
    }
  }
  return { refused };
}
