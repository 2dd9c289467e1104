/**
 * How much garbage makes a prompt of about so many tokens, found as YaRN does: 128 characters more each time, with a
 * key and a place of its own, until the prompt reaches the target; what came before that is taken. Prompts for this
 * much garbage differ by a few tokens with the key and where it cuts words.
 */
import { type LanguageModel, type RandomSource, ResonanceError } from "@resonance-rope/contracts";
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
  const tokensWith = async (characters: number): Promise<number> => {
    const place = { characters, before: random.integer(characters + 1), key: drawKey(random) };
    return (await promptTokens(model, passkeyPrompt(place))).length;
  };
  let characters = start;
  while ((await tokensWith(characters + stepCharacters)) < targetTokens) characters += stepCharacters;
  if (characters > 0) return characters;
  const least = await tokensWith(0);
  return least < targetTokens ? 0 : refuseLength(least, targetTokens);
}

function refuseLength(least: number, targetTokens: number): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "passkey",
    expected: `a length above ${least} tokens, which the prompt has without any garbage`,
    received: String(targetTokens),
  });
}
