/** The texts that a model generated, by item. */
import { type Answer, ResonanceError } from "@resonance-rope/contracts";

export async function collectTexts(answers: AsyncIterable<Answer>): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for await (const answer of answers) {
    if (answer.type !== "text") return refuseAnswer(answer.item, "a text", answer.type);
    texts.set(answer.item, answer.text);
  }
  return texts;
}

/** Stored answers that cannot be those of this evaluation. */
export function refuseAnswer(item: string, expected: string, received: string): never {
  throw new ResonanceError({
    kind: "invalid-file",
    where: "summarize",
    expected: `${expected} as the answer to ${item}`,
    received,
    remedy: "these are answers to another evaluation; keep each one's in a folder of its own",
  });
}
