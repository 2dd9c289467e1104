import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type SafetensorsTensor, readSafetensors, writeSafetensors } from "../../src/index.js";

// Python 3, safetensors 0.8.0, torch 2.13.0:
//   import torch; from safetensors.torch import save
//   dtypes = "bool uint8 int8 float8_e5m2 float8_e4m3fn int16 uint16 float16 bfloat16 int32 uint32 float32 float64 int64 uint64".split()
//   tensors = {f"{name}.weight": torch.tensor([[1, 0, 1]]).to(getattr(torch, name)) for name in dtypes}
//   tensors |= {"a scalar": torch.tensor(-2.5), "empty": torch.zeros(0, 4), "\u00e9\n\"": torch.tensor([3.0])}
//   open("reference.safetensors", "wb").write(save(tensors, {"format": "pt"}))
const reference = readFileSync(new URL("reference.safetensors", import.meta.url));

const shape = [1, 3];
const tensors = new Map<string, SafetensorsTensor>([
  ["bool.weight", { dtype: "BOOL", shape, data: Uint8Array.of(1, 0, 1) }],
  ["uint8.weight", { dtype: "U8", shape, data: Uint8Array.of(1, 0, 1) }],
  ["int8.weight", { dtype: "I8", shape, data: Int8Array.of(1, 0, 1) }],
  ["float8_e5m2.weight", { dtype: "F8_E5M2", shape, data: Uint8Array.of(0x3c, 0, 0x3c) }],
  ["float8_e4m3fn.weight", { dtype: "F8_E4M3", shape, data: Uint8Array.of(0x38, 0, 0x38) }],
  ["int16.weight", { dtype: "I16", shape, data: Int16Array.of(1, 0, 1) }],
  ["uint16.weight", { dtype: "U16", shape, data: Uint16Array.of(1, 0, 1) }],
  ["float16.weight", { dtype: "F16", shape, data: Uint16Array.of(0x3c00, 0, 0x3c00) }],
  ["bfloat16.weight", { dtype: "BF16", shape, data: Uint16Array.of(0x3f80, 0, 0x3f80) }],
  ["int32.weight", { dtype: "I32", shape, data: Int32Array.of(1, 0, 1) }],
  ["uint32.weight", { dtype: "U32", shape, data: Uint32Array.of(1, 0, 1) }],
  ["float32.weight", { dtype: "F32", shape, data: Float32Array.of(1, 0, 1) }],
  ["float64.weight", { dtype: "F64", shape, data: Float64Array.of(1, 0, 1) }],
  ["int64.weight", { dtype: "I64", shape, data: BigInt64Array.of(1n, 0n, 1n) }],
  ["uint64.weight", { dtype: "U64", shape, data: BigUint64Array.of(1n, 0n, 1n) }],
  ["a scalar", { dtype: "F32", shape: [], data: Float32Array.of(-2.5) }],
  ["empty", { dtype: "F32", shape: [0, 4], data: new Float32Array() }],
  ['é\n"', { dtype: "F32", shape: [1], data: Float32Array.of(3) }],
]);

test("the bytes are those of the reference library, for every dtype", () => {
  expect(Buffer.from(writeSafetensors(tensors, { format: "pt" })).equals(reference)).toBe(true);
});

test("what the reference library wrote reads back", () => {
  const file = readSafetensors(reference);
  expect(new Map([...file.tensors].toSorted())).toEqual(new Map([...tensors].toSorted()));
  expect(file.metadata).toEqual({ format: "pt" });
});
