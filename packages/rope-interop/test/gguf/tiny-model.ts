/** Models of a few kB with what real ones have: a vocabulary, per-layer lists, quantised and plain tensors. */
import { randomSource } from "@resonance-rope/contracts";
import type { ByteSource } from "../../src/byte-source.js";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import { type GgufModel, readGgufModel } from "../../src/gguf/read-gguf-model.js";
import { type BuiltGguf, type BuiltTensor, type Field, buildGguf, f32Bytes, randomBytes } from "./build-gguf.js";

export const headDimension = 16;
const heads = 4;
const keyHeads = 2;
const width = 32;
const layers = 2;
/** Q4_0: 32 weights in 18 bytes. */
const q4 = { type: 2, rowBytes: 18 } as const;

export interface TinyModel {
  readonly architecture?: string;
  /** Without the architecture's prefix. */
  readonly keys?: Readonly<Record<string, Field>>;
  /** Vectors of type F32 at the front, as converters put them. */
  readonly vectors?: Readonly<Record<string, readonly number[]>>;
  readonly more?: Readonly<Record<string, Field>>;
  readonly alignment?: number;
}

export function tinyFields({ architecture = "llama", keys = {}, more = {}, alignment }: TinyModel): Map<string, Field> {
  const own: Record<string, Field> = {
    block_count: { type: "u32", value: layers },
    context_length: { type: "u32", value: 2048 },
    embedding_length: { type: "u32", value: width },
    "attention.head_count": { type: "u32", value: heads },
    "attention.head_count_kv": { type: "u32s", value: [keyHeads, keyHeads] },
    "attention.key_length": { type: "u32", value: headDimension },
    "rope.freq_base": { type: "f32", value: 10_000 },
    ...keys,
  };
  return new Map<string, Field>([
    ["general.architecture", { type: "text", value: architecture }],
    ["general.name", { type: "text", value: "Tiny" }],
    ...(alignment === undefined ? [] : [["general.alignment", { type: "u32", value: alignment }] as const]),
    ...Object.entries(own).map(([key, field]) => [`${architecture}.${key}`, field] as const),
    ["tokenizer.ggml.tokens", { type: "texts", value: ["<s>", "a", "b", "é", ""] }],
    ["tokenizer.ggml.scores", { type: "f32s", value: [0, -1, -2, -3, -4] }],
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: 1 }],
    ...Object.entries(more),
  ]);
}

/** What makes a file one part of a split model. */
export const splitFields = (index: number, count: number, tensorCount: number): [string, Field][] => [
  ["split.no", { type: "u16", value: index }],
  ["split.count", { type: "u16", value: count }],
  ["split.tensors.count", { type: "i32", value: tensorCount }],
];

export function tinyTensors({ vectors = {} }: TinyModel): BuiltTensor[] {
  const random = randomSource(7);
  const matrix = (name: string, rows: number): BuiltTensor => ({
    name,
    shape: [width, rows],
    type: q4.type,
    data: randomBytes(random.fork(name), rows * q4.rowBytes),
  });
  const bias = (name: string, length: number): BuiltTensor => {
    const numbers = random.fork(name);
    return { name, shape: [length], data: f32Bytes(Array.from({ length }, () => numbers.normal())) };
  };
  const blocks = Array.from({ length: layers }, (_, layer) => `blk.${layer}`).flatMap((block) => [
    matrix(`${block}.attn_q.weight`, heads * headDimension),
    bias(`${block}.attn_q.bias`, heads * headDimension),
    matrix(`${block}.attn_k.weight`, keyHeads * headDimension),
    bias(`${block}.attn_k.bias`, keyHeads * headDimension),
    matrix(`${block}.attn_v.weight`, keyHeads * headDimension),
  ]);
  const own = Object.entries(vectors).map(([name, values]) => ({
    name,
    shape: [values.length],
    data: f32Bytes(values),
  }));
  return [...own, matrix("token_embd.weight", 5), ...blocks];
}

const factors = Float32Array.from({ length: headDimension / 2 }, (_, pair) => 1 + pair / 3);
/** Of keys and of a tensor, as an export makes them. */
export const edits: GgufEdits = {
  set: new Map([
    ["llama.rope.scaling.type", { type: "string", value: "none" }],
    ["llama.rope.scaling.attn_factor", { type: "float32", value: 1.1386 }],
  ]),
  tensors: new Map([["rope_freqs.weight", factors]]),
};

export function tinyGguf(model: TinyModel = {}, change: Partial<BuiltGguf> = {}): Uint8Array<ArrayBuffer> {
  const { alignment } = model;
  return buildGguf({
    fields: tinyFields(model),
    tensors: tinyTensors(model),
    ...(alignment === undefined ? {} : { alignment }),
    ...change,
  });
}

export function bytesSource(bytes: Uint8Array, name = "tiny.gguf"): ByteSource {
  return { name, length: bytes.length, read: (begin, end) => Promise.resolve(bytes.slice(begin, end)) };
}

export function tinyModel(model: TinyModel = {}): Promise<GgufModel> {
  return readGgufModel([bytesSource(tinyGguf(model))]);
}
