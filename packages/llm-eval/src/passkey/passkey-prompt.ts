/** YaRN's passkey prompt (eval/passkey.py), after Mohtashami and Jaggi (2023): a number among sentences about nothing. */
import { ResonanceError } from "@resonance-rope/contracts";

const garbage = "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again. ";
/** Characters of ten thousand repetitions, YaRN's most: the last has no space after it. */
export const longestGarbage: number = 10_000 * garbage.length - 1;

export interface PasskeyPlace {
  /** Characters of garbage, before and after the key. */
  readonly characters: number;
  /** How many of them come before it; words are cut where they are. */
  readonly before: number;
  readonly key: number;
}

export function passkeyPrompt({ characters, before, key }: PasskeyPlace): string {
  return [
    "There is an important info hidden inside a lot of irrelevant text. Find it and memorize them. I will quiz you about the important information there.",
    leading(before),
    `The pass key is ${key}. Remember it. ${key} is the pass key.`,
    leading(characters - before),
    "What is the pass key? The pass key is",
  ].join("\n");
}

/** Both parts of the garbage begin at its beginning. */
function leading(characters: number): string {
  if (characters <= longestGarbage) return garbage.repeat(Math.ceil(characters / garbage.length)).slice(0, characters);
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "passkeyPrompt",
    expected: `at most ${longestGarbage} characters of garbage`,
    received: String(characters),
    remedy: "ask for a shorter length",
  });
}
