/** A GGUF of a few kB with what an export needs, written from the format's description alone. */

const headDimension = 16;
const heads = 4;
const width = 32;
const magic = new TextEncoder().encode("GGUF");

/** Numbers of the format's types. */
const types = { uint32: 4, float32: 6, string: 8 } as const;

export function smallGguf(architecture: string): Uint8Array<ArrayBuffer> {
  const fields: readonly (readonly [string, keyof typeof types, number | string])[] = [
    ["general.architecture", "string", architecture],
    ["general.name", "string", "Small"],
    [`${architecture}.block_count`, "uint32", 1],
    [`${architecture}.context_length`, "uint32", 2048],
    [`${architecture}.embedding_length`, "uint32", width],
    [`${architecture}.attention.head_count`, "uint32", heads],
    [`${architecture}.attention.key_length`, "uint32", headDimension],
    [`${architecture}.rope.freq_base`, "float32", 10_000],
  ];
  const rows = heads * headDimension;
  const tensors = ["blk.0.attn_q.weight", "blk.0.attn_k.weight"].map((name, index) => ({
    name,
    data: numberBytes(4 * rows * width, (view, at) => view.setFloat32(4 * at, at + index / 2, true)),
  }));
  let offset = 0;
  const infos = tensors.map(({ name, data }) => {
    const info = join(text(name), u32(2), u64(width), u64(rows), u32(0), u64(offset));
    offset += data.length;
    return info;
  });
  const head = join(
    magic,
    u32(3),
    u64(tensors.length),
    u64(fields.length),
    ...fields.map(([key, type, value]) => join(text(key), u32(types[type]), scalar(type, value))),
    ...infos,
  );
  return join(head, new Uint8Array(-head.length & 31), ...tensors.map(({ data }) => data));
}

function scalar(type: keyof typeof types, value: number | string): Uint8Array {
  if (typeof value === "string") return text(value);
  return type === "uint32" ? u32(value) : numberBytes(4, (view) => view.setFloat32(0, value, true), 1);
}

const u32 = (value: number): Uint8Array => numberBytes(4, (view) => view.setUint32(0, value, true), 1);
const u64 = (value: number): Uint8Array => numberBytes(8, (view) => view.setBigUint64(0, BigInt(value), true), 1);

function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return join(u64(bytes.length), bytes);
}

function numberBytes(length: number, write: (view: DataView, at: number) => void, count = length / 4): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (let at = 0; at < count; at++) write(view, at);
  return new Uint8Array(view.buffer);
}

const join = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));
