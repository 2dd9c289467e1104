import { createHash } from "node:crypto";

/** Node takes less than 2^31 bytes at once. */
const partBytes = 2 ** 30;

/** In hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += partBytes) hash.update(bytes.subarray(at, at + partBytes));
  return hash.digest("hex");
}
