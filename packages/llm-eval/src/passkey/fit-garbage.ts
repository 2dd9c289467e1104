/**
 * How much garbage makes a prompt of about so many tokens, found as YaRN does: 128 characters more each time, with a
 * key and a place of its own, until the prompt reaches the target; what came before that is taken. Prompts for this
 * much garbage differ by a few tokens with the key and where it cuts words.
 */
import type { LanguageModel, RandomSource } from "@resonance-rope/contracts";
import { promptTokens } from "../prompt-tokens.js";
import { drawKey } from "./passkey-trial.js";
import { passkeyPrompt } from "./passkey-prompt.js";

const stepCharacters = 128;

/** @param start characters that a shorter target was found to take. */
export async function fitGarbage(
  model: LanguageModel,
  targetTokens: number,
  start: number,
  random: RandomSource,
): Promise<number> {
  let characters = start;
  for (;;) {
    const more = characters + stepCharacters;
    const prompt = passkeyPrompt({ characters: more, before: random.integer(more + 1), key: drawKey(random) });
    if ((await promptTokens(model, prompt)).length >= targetTokens) return characters;
    characters = more;
  }
}
