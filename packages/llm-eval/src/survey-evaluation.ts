/**
 * What an evaluation would ask of a model, without asking: its items, checked against what the model can do,
 * so that hours of work do not end at a request that could never be answered.
 */
import { type LanguageModel, ResonanceError } from "@resonance-rope/contracts";
import type { Evaluation, EvaluationRequest } from "./evaluation.js";

export interface EvaluationSurvey {
  readonly items: ReadonlySet<string>;
  /** Of those that have no answer yet. */
  readonly unanswered: number;
  /** Of their prompts, and of the answers where these reach their longest. */
  readonly unansweredTokens: number;
}

export interface SurveyOptions {
  /** Only the first so many items. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export async function surveyEvaluation(
  evaluation: Evaluation,
  model: LanguageModel,
  answered: ReadonlySet<string>,
  { limit, signal }: SurveyOptions = {},
): Promise<EvaluationSurvey> {
  const items = new Set<string>();
  let unanswered = 0;
  let unansweredTokens = 0;
  for await (const request of firstRequests(evaluation, limit)) {
    signal?.throwIfAborted();
    check(request, model);
    if (items.has(request.item)) throw refused("another name for each item", `${request.item} twice`);
    items.add(request.item);
    if (answered.has(request.item)) continue;
    unanswered += 1;
    unansweredTokens += tokensOf(request);
  }
  return { items, unanswered, unansweredTokens };
}

export const tokensOf = (request: EvaluationRequest): number =>
  request.tokens.length + (request.type === "text" ? request.maxTokens : 0);

export async function* firstRequests(
  evaluation: Evaluation,
  limit: number = Infinity,
): AsyncGenerator<EvaluationRequest, void> {
  let count = 0;
  if (limit < 1) return;
  for await (const request of evaluation.requests()) {
    yield request;
    if ((count += 1) >= limit) return;
  }
}

function check(request: EvaluationRequest, model: LanguageModel): void {
  const { item, tokens, type } = request;
  const { noLogProbabilities } = model.capabilities;
  if (type === "log-probabilities" && noLogProbabilities !== null)
    throw new ResonanceError({
      kind: "unavailable",
      where: "runEvaluation",
      expected: `${model.name} to give the log-probabilities of a prompt`,
      received: noLogProbabilities,
      remedy: "use vLLM, SGLang or node-llama-cpp for this evaluation",
    });
  if (tokens.length === 0) throw refused("a prompt of 1 token or more", `none in ${item}`);
  if (type === "log-probabilities" && !(request.from >= 1 && request.from < tokens.length))
    throw refused(`a first scored token from 1 to ${tokens.length - 1} in ${item}`, String(request.from));
  if (tokensOf(request) > model.contextLength)
    throw refused(
      `at most ${model.contextLength} tokens, which ${model.name} holds`,
      `${tokensOf(request)} in ${item}`,
      "shorten the lengths, or give the model a longer context (--context-length)",
    );
}

const refused = (expected: string, received: string, remedy?: string): ResonanceError =>
  new ResonanceError({
    kind: "invalid-argument",
    where: "runEvaluation",
    expected,
    received,
    remedy,
  });
