/**
 * A short name for a text, so that a protocol says which data it is of without holding them. It tells data that were
 * changed from data that were not (53 bits of two multiplied hashes); it is no defence against a forger.
 */
export function textHash(texts: Iterable<string>): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  const mix = (code: number): void => {
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  };
  for (const text of texts) {
    for (let index = 0; index < text.length; index++) mix(text.charCodeAt(index));
    mix(0x10000); // no code unit: the end of a text
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return ((high & 0x1fffff) * 2 ** 32 + (low >>> 0)).toString(16).padStart(14, "0");
}
