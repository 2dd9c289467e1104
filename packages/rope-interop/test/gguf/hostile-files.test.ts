import { expect, test } from "vitest";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import { readGgufModel } from "../../src/gguf/read-gguf-model.js";
import {
  type BuiltGguf,
  type BuiltTensor,
  type Field,
  buildGguf,
  concat,
  f32Bytes,
  text,
  textBytes,
  u32,
  u64,
  float,
  whole,
} from "./build-gguf.js";
import { type TinyModel, bytesSource, tinyFields, tinyGguf } from "./tiny-model.js";

const raw = (...parts: Uint8Array[]): Field => ({ type: "raw", value: concat(...parts) });
const list = (elementType: number, length: bigint, ...elements: Uint8Array[]): Field =>
  raw(u32(9), u32(elementType), u64(length), ...elements);
const withField = (key: string | Uint8Array, field: Field): Uint8Array => buildGguf({ fields: [[key, field]] });
const f32Tensor = (change: Partial<BuiltTensor> = {}): BuiltTensor => ({
  name: "w",
  shape: [8],
  data: f32Bytes(new Float32Array(8)),
  ...change,
});
const withTensors = (...tensors: BuiltTensor[]): Uint8Array => buildGguf({ fields: [], tensors });
const tiny = (model: TinyModel, change: Partial<BuiltGguf> = {}): Uint8Array => tinyGguf(model, change);
const nested = (depth: number): Uint8Array => (depth === 0 ? u32(0) : concat(u32(9), u64(1n), nested(depth - 1)));

const hostile: Record<string, [Uint8Array, string]> = {
  "an empty file": [new Uint8Array(), "the first 8 bytes of a GGUF inside the file"],
  "a file of another kind": [new TextEncoder().encode("PK\u0003\u0004 and so on"), 'opens with "GGUF"'],
  "a file cut inside the counts": [tinyGguf().slice(0, 20), "the count of keys inside the file"],
  "version 1": [buildGguf({ version: 1, fields: [] }), "version 1, which llama.cpp no longer loads"],
  "version 4": [buildGguf({ version: 4, fields: [] }), "version 2 or 3, got version 4"],
  "a big-endian file": [buildGguf({ version: 0x03000000, fields: [] }), "got a big-endian one"],
  "a count of keys of 2^64 - 1": [
    buildGguf({ fields: [], fieldCount: 2n ** 64n - 1n }),
    "the count of keys below 2^53",
  ],
  "a count of keys beyond the file": [buildGguf({ fields: [], fieldCount: 2n ** 40n }), "keys inside the file"],
  "a count of tensors beyond the file": [buildGguf({ fields: [], tensorCount: 2n ** 40n }), "tensors inside the file"],
  "a key twice": [
    buildGguf({
      fields: [
        ["a", whole(1)],
        ["a", whole(2)],
      ],
    }),
    'each key once, got "a" twice',
  ],
  "a key that is not UTF-8": [withField(Uint8Array.of(0xff), whole(1)), "a key in UTF-8"],
  "a key of 65 536 bytes": [withField("k".repeat(65_536), whole(1)), "a key of at most 65535 bytes"],
  "a key longer than the file": [
    buildGguf({ fields: [], fieldCount: 1n, tensors: [] }).slice(0, 24),
    "1 keys inside the file",
  ],
  "a value of an unknown type": [withField("a", raw(u32(13), u32(0))), "of a type from 0 to 12, got type 13"],
  "a bool of 2": [withField("a", { type: "bool", value: 2 }), "0 or 1, a bool"],
  "a string of 2^63 bytes": [withField("a", raw(u32(8), u64(2n ** 63n))), "below 2^53"],
  "a string longer than the file": [withField("a", raw(u32(8), u64(1000n))), "inside the file"],
  "a list of 2^62 numbers": [withField("a", list(4, 2n ** 62n)), "below 2^53"],
  "a list of 2^50 numbers": [withField("a", list(4, 2n ** 50n)), "inside the file"],
  "a list of 2^50 strings": [withField("a", list(8, 2n ** 50n)), "inside the file"],
  "a list of 2^50 lists": [withField("a", list(9, 2n ** 50n)), "inside the file"],
  "a list whose last string leaves the file": [
    withField("a", list(8, 2n, textBytes("b"), u64(99n))),
    "inside the file",
  ],
  "a list of an unknown type": [withField("a", list(99, 0n)), "got type 99"],
  "lists nested five deep": [withField("a", raw(u32(9), nested(5))), "nested at most 4 deep"],
  "an alignment of 0": [tiny({ more: { "general.alignment": whole(0) } }), "a power of two"],
  "an alignment of 24": [tiny({ more: { "general.alignment": whole(24) } }), "a power of two"],
  "an alignment of 2^31": [tiny({ more: { "general.alignment": whole(2 ** 31) } }), "a power of two"],
  "an alignment that is text": [tiny({ more: { "general.alignment": text("32") } }), "a power of two"],
  "an alignment that the tensors do not keep": [
    tiny({ more: { "general.alignment": whole(4096) } }),
    "aligned after the one before",
  ],
  "a tensor twice": [withTensors(f32Tensor(), f32Tensor()), 'each tensor once, got "w" twice'],
  "a tensor of five dimensions": [withTensors(f32Tensor({ shape: [8, 1, 1, 1, 1] })), "at most 4 dimensions, got 5"],
  "a tensor of a type that ggml removed": [withTensors(f32Tensor({ type: 4 })), "got type 4"],
  "a tensor of a type to come": [withTensors(f32Tensor({ type: 200 })), "got type 200"],
  "quantised rows that end within a block": [withTensors(f32Tensor({ type: 2, shape: [33] })), "rows of whole blocks"],
  "a shape whose product passes 2^53": [withTensors(f32Tensor({ shape: [2 ** 40, 2 ** 40] })), "below 2^53 bytes"],
  "a size past 2^53": [withTensors(f32Tensor({ shape: [2 ** 53] })), "a size of tensor"],
  "an offset that is not aligned": [withTensors(f32Tensor(), f32Tensor({ name: "v", offset: 33n })), "at offset 32"],
  "tensors that overlap": [withTensors(f32Tensor(), f32Tensor({ name: "v", offset: 0n })), "at offset 32"],
  "a hole between tensors": [withTensors(f32Tensor(), f32Tensor({ name: "v", offset: 64n })), "at offset 32"],
  "an offset past 2^53": [withTensors(f32Tensor({ offset: 2n ** 60n })), "the offset of tensor"],
  "a tensor past the end of the file": [tinyGguf().slice(0, -200), "as its tensors say"],
  "a split without its number": [
    tiny({ more: { "split.count": { type: "u16", value: 2 } } }),
    "split.no to be a whole number",
  ],
  "a part beyond the count": [
    tiny({
      more: {
        "split.count": { type: "u16", value: 2 },
        "split.no": { type: "u16", value: 2 },
        "split.tensors.count": whole(1),
      },
    }),
    "split.no below split.count",
  ],
  "no architecture": [buildGguf({ fields: [] }), "expected general.architecture"],
  "an architecture that is a number": [buildGguf({ fields: [["general.architecture", whole(1)]] }), "to be text"],
  "an architecture without rotations": [
    tiny({ architecture: "mamba" }),
    "an architecture with rotary positions, got mamba",
  ],
  "no context length": [
    buildGguf({ fields: [...tinyFields({})].filter(([key]) => key !== "llama.context_length") }),
    "llama.context_length",
  ],
  "a context length that is text": [
    tiny({ keys: { context_length: text("long") } }),
    "llama.context_length to be a whole number",
  ],
  "a rotation of 2^32 - 2 dimensions": [
    tiny({ keys: { "rope.dimension_count": whole(2 ** 32 - 2) } }),
    "rotated dimensions",
  ],
  "more rotated dimensions than the head has": [
    tiny({ keys: { "rope.dimension_count": whole(18) } }),
    "rotaryFraction",
  ],
  "an odd count of rotated dimensions": [tiny({ keys: { "rope.dimension_count": whole(15) } }), "rotated dimensions"],
  "a base of 1": [tiny({ keys: { "rope.freq_base": float(1) } }), "base to be a finite number above 1"],
  "a base of NaN": [tiny({ keys: { "rope.freq_base": float(Number.NaN) } }), "llama.rope.freq_base"],
  "a negative factor": [tiny({ keys: { "rope.scaling.factor": float(-4) } }), "llama.rope.scaling.factor"],
  "an unknown scaling": [tiny({ keys: { "rope.scaling.type": text("ntk") } }), "to be none, linear, yarn, longrope"],
  "an attention factor of 0": [tiny({ keys: { "rope.scaling.attn_factor": float(0) } }), "attentionFactor"],
  "factors of another length": [tiny({ vectors: { "rope_freqs.weight": [1, 2, 3] } }), "to be 8 numbers of type F32"],
  "a factor of 0": [tiny({ vectors: { "rope_freqs.weight": [1, 1, 1, 1, 1, 1, 1, 0] } }), "0 for pair 7"],
  "a factor of NaN": [tiny({ vectors: { "rope_freqs.weight": [1, 1, 1, 1, 1, 1, Number.NaN, 1] } }), "NaN for pair 6"],
  "a record that is no JSON": [tiny({ more: { "resonance_rope.spec": text("{") } }), "resonance_rope.spec to be JSON"],
  "a record without a version": [tiny({ more: { "resonance_rope.spec": text("{}") } }), "resonance_rope record"],
  "a record with a prototype": [
    tiny({ more: { "resonance_rope.version": whole(1), "resonance_rope.spec": text('{"__proto__":{"base":2}}') } }),
    "resonance_rope record",
  ],
};

for (const [name, [file, message]] of Object.entries(hostile)) {
  test(`${name} is an invalid file that says so`, async () => {
    const described = readGgufModel([bytesSource(file)]).then(describeGguf);
    await expect(described).rejects.toThrow(message);
    await expect(described).rejects.toMatchObject({ kind: "invalid-file" });
  });
}

test("a key named __proto__ is a key like any other", async () => {
  const { header } = await readGgufModel([
    bytesSource(tiny({ more: { ["__proto__"]: whole(5) } }, { fields: [...tinyFields({}), ["__proto__", whole(5)]] })),
  ]);
  expect(header.entries.get("__proto__")?.value).toBe(5);
  expect(({} as { value?: unknown }).value).toBe(undefined);
});

test("a small file that claims much takes no memory for it", async () => {
  const before = process.memoryUsage().arrayBuffers;
  for (const length of [2n ** 30n, 2n ** 50n])
    await expect(readGgufModel([bytesSource(withField("a", list(4, length)))])).rejects.toThrow("inside the file");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
});
