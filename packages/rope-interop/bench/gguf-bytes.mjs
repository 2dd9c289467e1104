/** The pieces of a GGUF that benchmarks write, as its format has them. */

export function text(string) {
  const bytes = Buffer.from(string);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

export function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function uint64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
