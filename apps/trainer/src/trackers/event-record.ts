/**
 * A record of a TensorBoard event file, which is a TFRecord file: the length as uint64, its masked CRC-32C, the
 * bytes, their masked CRC-32C, all little-endian (tensorflow/core/lib/io/record_writer.h).
 */

export function eventRecord(bytes: Uint8Array): Buffer {
  const record = Buffer.alloc(bytes.length + 16);
  record.writeBigUInt64LE(BigInt(bytes.length), 0);
  record.writeUInt32LE(maskedCrc32c(record.subarray(0, 8)), 8);
  record.set(bytes, 12);
  record.writeUInt32LE(maskedCrc32c(bytes), bytes.length + 12);
  return record;
}

/** "Rotate right by 15 bits and add a constant", so that a checksum of checksums is no fixed point (crc32c.h). */
function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** Castagnoli's polynomial 0x1EDC6F41, its bits reversed (RFC 3720, 12.1). Not zlib's, which Node has. */
const polynomial = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
  return remainder;
});

export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number);
  return ~crc >>> 0;
}
