import type { Answer, LanguageModel } from "@resonance-rope/contracts";
import type { Evaluation, EvaluationRequest } from "../src/evaluation.js";

export async function requestsOf(evaluation: Evaluation): Promise<EvaluationRequest[]> {
  const requests: EvaluationRequest[] = [];
  for await (const request of evaluation.requests()) requests.push(request);
  return requests;
}

async function answerTo(request: EvaluationRequest, model: LanguageModel): Promise<Answer> {
  const { item, tokens } = request;
  if (request.type === "log-probabilities") {
    const logProbabilities = [...(await model.logProbabilities(tokens, request.from))];
    return { type: "log-probabilities", item, logProbabilities, seconds: 0 };
  }
  const { text } = await model.generate(tokens, request);
  return { type: "text", item, text, promptTokens: tokens.length, seconds: 0 };
}

/** Every request of the evaluation, answered by the model. */
export async function answersOf(evaluation: Evaluation, model: LanguageModel): Promise<Answer[]> {
  return await Promise.all((await requestsOf(evaluation)).map((request) => answerTo(request, model)));
}

// oxlint-disable-next-line typescript/require-await -- a store gives its answers one by one
export async function* inOrder(answers: readonly Answer[]): AsyncGenerator<Answer> {
  yield* answers;
}
