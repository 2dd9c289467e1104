/** A safetensors file whose first 8 bytes say how long the header is that follows, whatever they said. */
export function mendHeaderLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 16) return bytes;
  const mended = Uint8Array.from(bytes);
  // The header ends at its last brace before the data; of braces in the data, one in 256 bytes is taken for it.
  let end = mended.lastIndexOf("}".charCodeAt(0));
  while (mended[end + 1] === " ".charCodeAt(0)) end += 1;
  if (end > 8) new DataView(mended.buffer).setBigUint64(0, BigInt(end - 7), true);
  return mended;
}
