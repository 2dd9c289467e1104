/** Whether a sequence can be gone on with. */
import { ResonanceError } from "@resonance-rope/contracts";

/** @param capacity tokens that prompt and continuation may have together. */
export function requireRoom(prompt: number, tokens: number, capacity: number): void {
  if (prompt > 0 && tokens > 0 && prompt + tokens <= capacity) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "generate",
    expected: `a prompt and tokens to add, at least one each and ${capacity} together`,
    received: `${prompt} and ${tokens}`,
    remedy: "create the generator with a larger capacity",
  });
}

export function requireIds(tokens: Iterable<number>, vocabularySize: number, where = "generate"): void {
  for (const id of tokens) {
    if (Number.isInteger(id) && id >= 0 && id < vocabularySize) continue;
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `token ids 0 to ${vocabularySize - 1}`,
      received: String(id),
    });
  }
}
