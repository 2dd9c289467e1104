/** A prompt's text, or the messages of a chat, as the tokens that a model goes on from. */
import { type ChatMessage, type LanguageModel, ResonanceError } from "@resonance-rope/contracts";

export async function promptTokens(
  model: LanguageModel,
  prompt: string | readonly ChatMessage[],
): Promise<readonly number[]> {
  if (typeof prompt === "string") {
    const tokens = await model.tokenize(prompt);
    return model.startToken === null ? tokens : [model.startToken, ...tokens];
  }
  const tokens = await model.applyChatTemplate(prompt);
  if (tokens !== null) return tokens;
  throw new ResonanceError({
    kind: "unavailable",
    where: "promptTokens",
    expected: `a chat template in ${model.name}`,
    received: "none",
    remedy: "choose a prompt that is a plain text",
  });
}
