/** A GGUF file of a llama with 2 layers and bytes for tokens, written from nothing; its weights are waves, not trained. */

export const tiny = {
  width: 32,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headDimension: 8,
  feedForward: 48,
  /** Unknown, begin, end; then the 256 bytes, and the space, which SentencePiece spells otherwise. */
  vocabulary: 260,
  trainedLength: 64,
  base: 10_000,
  normEpsilon: 1e-5,
} as const;

export const tinyTokens = (text: string): number[] =>
  [...Buffer.from(text)].map((byte) => (byte === 32 ? 259 : byte + 3));

export interface TinyTensor {
  readonly name: string;
  /** Inputs and, of a matrix, outputs: a row of inputs for each output. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export function tinyTensors(): readonly TinyTensor[] {
  const { width, heads, keyHeads, headDimension, feedForward, vocabulary } = tiny;
  const layer = (index: number): [string, ...number[]][] => [
    [`blk.${index}.attn_norm`, width],
    [`blk.${index}.attn_q`, width, heads * headDimension],
    [`blk.${index}.attn_k`, width, keyHeads * headDimension],
    [`blk.${index}.attn_v`, width, keyHeads * headDimension],
    [`blk.${index}.attn_output`, heads * headDimension, width],
    [`blk.${index}.ffn_norm`, width],
    [`blk.${index}.ffn_gate`, width, feedForward],
    [`blk.${index}.ffn_up`, width, feedForward],
    [`blk.${index}.ffn_down`, feedForward, width],
  ];
  const all: [string, ...number[]][] = [
    ["token_embd", width, vocabulary],
    ...Array.from({ length: tiny.layers }, (_, index) => layer(index)).flat(),
    ["output_norm", width],
    ["output", width, vocabulary],
  ];
  return all.map(([name, ...shape], index) => ({ name: `${name}.weight`, shape, values: waves(index, shape) }));
}

function waves(seed: number, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const [mean, size] = shape.length === 1 ? [1, 0.2] : [0, 0.5];
  return Float32Array.from(
    { length: count },
    (_, index) => mean + size * Math.sin(0.7 + 1.3 * seed + 0.61 * index * index),
  );
}

type Value = string | number | boolean | { readonly float: number } | readonly string[] | Float32Array | Int32Array;

/** @param more metadata that replaces or joins the file's own; null leaves a key out. */
export function tinyGguf(more: Readonly<Record<string, Value | null>> = {}): Buffer {
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  const metadata: Record<string, Value | null> = {
    "general.architecture": "llama",
    "llama.context_length": tiny.trainedLength,
    "llama.embedding_length": tiny.width,
    "llama.block_count": tiny.layers,
    "llama.feed_forward_length": tiny.feedForward,
    "llama.rope.dimension_count": tiny.headDimension,
    "llama.rope.freq_base": { float: tiny.base },
    "llama.attention.head_count": tiny.heads,
    "llama.attention.head_count_kv": tiny.keyHeads,
    "llama.attention.layer_norm_rms_epsilon": { float: tiny.normEpsilon },
    "tokenizer.ggml.model": "llama",
    "tokenizer.ggml.tokens": ["<unk>", "<s>", "</s>", ...bytes, "\u2581"],
    "tokenizer.ggml.scores": new Float32Array(tiny.vocabulary),
    // 1 normal, 2 unknown, 3 control, 6 byte.
    "tokenizer.ggml.token_type": Int32Array.of(2, 3, 3, ...bytes.map(() => 6), 1),
    "tokenizer.ggml.bos_token_id": 1,
    "tokenizer.ggml.eos_token_id": 2,
    "tokenizer.ggml.add_bos_token": false,
    "tokenizer.ggml.add_space_prefix": false,
    ...more,
  };
  const entries = Object.entries(metadata).filter((entry): entry is [string, Value] => entry[1] !== null);
  const tensors = tinyTensors();
  let offset = 0;
  const infos = tensors.map(({ name, shape, values }) => {
    const info = [text(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset)];
    offset += padded(values.byteLength);
    return Buffer.concat(info);
  });
  const head = [Buffer.from("GGUF"), uint32(3), uint64(tensors.length), uint64(entries.length)];
  const header = Buffer.concat([
    ...head,
    ...entries.map(([key, value]) => Buffer.concat([text(key), encoded(value)])),
    ...infos,
  ]);
  const data = tensors.map(({ values }) => padTo(Buffer.from(values.buffer)));
  return Buffer.concat([padTo(header), ...data]);
}

const alignment = 32;
const padded = (length: number): number => Math.ceil(length / alignment) * alignment;
const padTo = (buffer: Buffer): Buffer => Buffer.concat([buffer, Buffer.alloc(padded(buffer.length) - buffer.length)]);

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function uint64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

const text = (value: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);

/** The type's number in the format, then the value. */
function encoded(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([uint32(8), text(value)]);
  if (typeof value === "number") return Buffer.concat([uint32(4), uint32(value)]);
  if (typeof value === "boolean") return Buffer.concat([uint32(7), Buffer.from([Number(value)])]);
  if (value instanceof Float32Array)
    return Buffer.concat([uint32(9), uint32(6), uint64(value.length), Buffer.from(value.buffer)]);
  if (value instanceof Int32Array)
    return Buffer.concat([uint32(9), uint32(5), uint64(value.length), Buffer.from(value.buffer)]);
  if ("float" in value) return Buffer.concat([uint32(6), Buffer.from(Float32Array.of(value.float).buffer)]);
  return Buffer.concat([uint32(9), uint32(8), uint64(value.length), ...value.map(text)]);
}
