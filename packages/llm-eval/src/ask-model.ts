/** One request of an evaluation, put to a model. */
import type { Answer, LanguageModel } from "@resonance-rope/contracts";
import { checkLogProbabilities } from "./check-log-probabilities.js";
import type { Clock } from "./clock.js";
import type { EvaluationRequest } from "./evaluation.js";

export async function askModel(
  request: EvaluationRequest,
  model: LanguageModel,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
): Promise<Answer> {
  const start = clock.now();
  const { type, item, tokens } = request;
  if (type === "log-probabilities") {
    const values = await model.logProbabilities(tokens, request.from, { signal });
    const seconds = (clock.now() - start) / 1000;
    const logProbabilities = checkLogProbabilities([...values], tokens.length - request.from, model.name);
    return { type, item, logProbabilities, seconds };
  }
  const { maxTokens, temperature, stop } = request;
  const { text } = await model.generate(tokens, {
    maxTokens,
    temperature,
    signal,
    ...(stop === undefined ? {} : { stop }),
  });
  return { type, item, text, promptTokens: tokens.length, seconds: (clock.now() - start) / 1000 };
}
