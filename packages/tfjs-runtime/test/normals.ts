import { randomSource } from "@resonance-rope/contracts";

/** The same normal numbers for the same label. */
export function normals(label: string, length: number): Float32Array {
  const random = randomSource(0).fork(label);
  return Float32Array.from({ length }, () => random.normal());
}
