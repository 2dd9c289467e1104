/** IEEE 754's binary16, as bits: JavaScript has no number for it on every engine yet. */

let table: Float32Array | undefined;

/** The value of each of the 65 536 halves, by its bits. Made on first use. */
export function halfValues(): Float32Array {
  table ??= Float32Array.from({ length: 2 ** 16 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
  });
  return table;
}

export function fromHalfBits(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const valueOf = halfValues();
  return Float32Array.from(halves, (half) => valueOf[half] as number);
}

/** Rounded to the nearest half, ties to even; from 65520 on to infinity. */
export function toHalfBits(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, halfOfFloat32);
}

/** The nearest half of a float32, both as bits. */
export function halfOfFloat32(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fff_ffff;
  if (size >= firstInfinite) return sign | (size > infinity ? 0x7e00 : 0x7c00);
  if (size < smallestNormal) return sign | subnormalHalf(size);
  // A carry out of the fraction counts the exponent up by itself.
  return sign | ((size - rebias + 0xfff + ((size >>> 13) & 1)) >>> 13);
}

// As the bits of float32s.
const infinity = 0x7f80_0000;
/** 65520, the middle between the largest half and the power of two after it. */
const firstInfinite = 0x477f_f000;
/** 2^-14. */
const smallestNormal = 0x3880_0000;
/** The difference between the two formats' exponents, 112, where an exponent stands. */
const rebias = 0x3800_0000;

const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/** In steps of 2^-24, which is also the step of float32 at 0.5: a sum with that rounds to nearest even. */
function subnormalHalf(size: number): number {
  floatBits[0] = size;
  float[0] = (float[0] as number) + 0.5;
  return (floatBits[0] as number) - 0x3f00_0000;
}
