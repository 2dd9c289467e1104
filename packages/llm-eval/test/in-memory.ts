/** A store, an evaluation and a model without files, servers or weights. */
import type { Answer, AnswerStore, LanguageModel } from "@resonance-rope/contracts";
import { toyScores, toyText, toyTokens } from "@resonance-rope/toy-server";
import type { Evaluation, EvaluationRequest } from "../src/evaluation.js";

export function inMemoryStore(answers: readonly Answer[] = []): AnswerStore & { readonly all: readonly Answer[] } {
  const all = [...answers];
  const answered = new Set(all.map(({ item }) => item));
  return {
    all,
    answered,
    async *read() {
      yield* all;
    },
    append(answer) {
      if (answered.has(answer.item)) return Promise.reject(new Error(`${answer.item} twice`));
      answered.add(answer.item);
      all.push(answer);
      return Promise.resolve();
    },
  };
}

export const scoring = (count: number): EvaluationRequest[] =>
  Array.from({ length: count }, (_, index) => {
    const tokens = toyTokens(`text number ${index}`);
    return { type: "log-probabilities", item: `text/${index}`, tokens, from: 1 + (index % 3) };
  });

/** The mean score of its requests' tokens, whatever order they are answered in. */
export function evaluationOf(requests: readonly EvaluationRequest[]): Evaluation {
  return {
    name: "perplexity",
    protocol: { texts: requests.length },
    async *requests() {
      yield* requests;
    },
    async summarize(answers) {
      const sums = new Map<string, number>();
      for await (const answer of answers) {
        const values = answer.type === "text" ? [answer.text.length] : answer.logProbabilities;
        sums.set(
          answer.item,
          values.reduce((sum, value) => sum + value, 0),
        );
      }
      const items = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const value = items.reduce((sum, [, each]) => sum + each, 0);
      return {
        metrics: { sum: { value, low: null, high: null } },
        rows: items.map(([item, sum]) => ({ item, sum })),
        items: items.map(([item, sum]) => ({ item, values: { sum: [sum, 1] } })),
      };
    },
  };
}

/** The toy server's model in this process, and how often it was asked. */
export function toyLanguageModel(
  overrides: Partial<LanguageModel> = {},
): LanguageModel & { readonly asked: readonly number[][] } {
  const asked: number[][] = [];
  return {
    asked,
    name: "toy",
    fingerprint: "toy 1",
    contextLength: 100,
    startToken: null,
    capabilities: { noLogProbabilities: null, concurrency: 4 },
    tokenize: (text) => Promise.resolve(toyTokens(text)),
    detokenize: (tokens) => Promise.resolve(toyText(tokens)),
    logProbabilities(tokens, from) {
      asked.push([...tokens]);
      return Promise.resolve(Float64Array.from(toyScores(tokens).slice(from - 1)));
    },
    generate: (tokens) => Promise.resolve({ text: toyText(tokens.slice(0, 3)), finish: "length" }),
    applyChatTemplate: () => Promise.resolve(null),
    dispose: () => Promise.resolve(),
    ...overrides,
  };
}
