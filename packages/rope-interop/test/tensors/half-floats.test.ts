import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fromHalfBits, toHalfBits } from "../../src/tensors/half-floats.js";

const infinity = 0x7c00;
/** Every half from 0 up to the largest, in order. */
const halves = fromHalfBits(Uint16Array.from({ length: infinity }, (_, bits) => bits));

it("reads the halves that IEEE 754 names", () => {
  const named = Uint16Array.of(0x0000, 0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00);
  // https://en.wikipedia.org/wiki/Half-precision_floating-point_format, its table of examples.
  const values = [0, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, 0.333251953125, 1, -2, 65504, Infinity, -Infinity];
  expect([...fromHalfBits(named)]).toEqual(values);
});

it("every pattern but the names of NaN comes back as it was", () => {
  const bits = Uint16Array.from({ length: 0x10000 }, (_, index) => index).filter((each) => (each & 0x7fff) <= infinity);
  expect(toHalfBits(fromHalfBits(bits))).toEqual(bits);
  expect([...toHalfBits(Float32Array.of(Number.NaN))]).toEqual([0x7e00]);
});

it("rounds to the nearest half, and to the even one of two as near", () => {
  const between = fc.integer({ min: 0, max: infinity - 2 }).chain((below) => {
    const [low, high] = [halves[below] as number, halves[below + 1] as number];
    return fc.record({ below: fc.constant(below), value: fc.double({ min: low, max: high, noNaN: true }) });
  });
  const middle = fc
    .integer({ min: 0, max: infinity - 2 })
    .map((below) => ({ below, value: ((halves[below] as number) + (halves[below + 1] as number)) / 2 }));
  fc.assert(
    fc.property(fc.oneof(between, middle), fc.boolean(), ({ below, value: exact }, negative) => {
      const value = Math.fround(exact);
      const [low, high] = [value - (halves[below] as number), (halves[below + 1] as number) - value];
      const nearest = low < high || (low === high && below % 2 === 0) ? below : below + 1;
      const [bits] = toHalfBits(Float32Array.of(negative ? -value : value));
      expect(bits).toBe(nearest + (negative ? 0x8000 : 0));
    }),
  );
});

it("what is nearer to the next power of two than to the largest half is infinite", () => {
  expect([...toHalfBits(Float32Array.of(65519, 65520, -1e30))]).toEqual([0x7bff, infinity, infinity + 0x8000]);
});
