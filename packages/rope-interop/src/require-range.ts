import { ResonanceError } from "@resonance-rope/contracts";

/** The one check of every ByteSource: what is asked for lies inside it. */
export function requireRange(where: string, begin: number, end: number, length: number, name: string): void {
  const isRange = Number.isSafeInteger(begin) && Number.isSafeInteger(end) && begin >= 0 && begin <= end;
  if (isRange && end <= length) return;
  throw new ResonanceError({
    kind: isRange ? "invalid-file" : "invalid-argument",
    where,
    expected: `bytes within the ${length} of ${name}`,
    received: `${begin} to ${end}`,
  });
}
