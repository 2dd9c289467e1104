/** IEEE 754's binary16, as bits: JavaScript has no number for it on every engine yet. */

/** Rounded to the nearest half, ties to even; beyond 65504 to infinity. */
export function toHalfBits(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const size = Math.abs(value);
    if (Number.isNaN(value)) return 0x7e00;
    if (size >= 65_520) return sign + 0x7c00;
    const exponent = Math.max(-14, Math.floor(Math.log2(size)));
    // Counts of 2^(exponent - 10), the step between halves there; 1024 of them carry into the exponent by themselves.
    return sign + (exponent + 14) * 1024 + roundTiesToEven(size / 2 ** (exponent - 10));
  });
}

export function fromHalfBits(bits: Uint16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(bits, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
  });
}

function roundTiesToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
