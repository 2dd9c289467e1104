/**
 * The LanguageModel on a loaded llama.cpp: one sequence of tokens, whose cached keys and values stay between
 * requests as far as the next one begins with the same tokens.
 */
import {
  type CallOptions,
  type ChatMessage,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  ResonanceError,
} from "@resonance-rope/contracts";
import type { ControlledEvaluateInputItem, Llama, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { renderChatTemplate } from "../engines/render-chat-template.js";

export interface LoadedLlamaCpp {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly name: string;
  readonly fingerprint: string;
  readonly chatTemplate: string | null;
  /**
   * Add up the vocabulary's weights here, in float64. node-llama-cpp does it in float32 one after the other and loses
   * the small ones: 1.4e-4 nats too much for a token, of 49,152. But all of them then come here, one by one.
   */
  readonly exactTotals: boolean;
}

/** As many as llama.cpp computes together; between two such pieces a signal is looked at. */
const pieceTokens = 512;
/** Of whole vocabularies fewer: each is some megabytes. */
const exactPieceTokens = 32;

export function nodeLlamaCppModel(loaded: LoadedLlamaCpp): LanguageModel {
  const { llama, model, sequence, name, fingerprint } = loaded;
  const oneAtATime = takeTurns();
  return {
    name,
    fingerprint,
    contextLength: sequence.contextSize,
    startToken: model.tokens.shouldPrependBosToken ? model.tokens.bos : null,
    // The threads are shared: two requests at once would take twice as long.
    capabilities: { noLogProbabilities: null, concurrency: 1 },
    tokenize: async (text) => model.tokenize(text, false),
    detokenize: async (tokens) => model.detokenize(tokens as readonly Token[], true),
    logProbabilities: (tokens, from, options) =>
      oneAtATime(() => logProbabilities(loaded, tokens as Token[], from, options)),
    generate: (tokens, options) => oneAtATime(() => generate(loaded, tokens as Token[], options)),
    applyChatTemplate: (messages) => applyChatTemplate(loaded, messages),
    dispose: () => oneAtATime(() => llama.dispose()),
  };
}

/** Only logits of scored places are computed and read: that costs as much as the vocabulary is large. */
async function logProbabilities(
  { sequence, exactTotals }: LoadedLlamaCpp,
  tokens: readonly Token[],
  from: number,
  { signal }: CallOptions = {},
): Promise<Float64Array> {
  assertFits(tokens.length, sequence);
  const values = new Float64Array(tokens.length - from);
  const pieceLength = exactTotals ? exactPieceTokens : pieceTokens;
  // The token before the first scored one is computed again for its logits, and the last one never.
  await keepPrefix(sequence, tokens.slice(0, from - 1));
  for (let start = sequence.nextTokenIndex; start < tokens.length - 1; start += pieceLength) {
    signal?.throwIfAborted();
    const piece = tokens.slice(start, Math.min(start + pieceLength, tokens.length - 1));
    const answers = await sequence.controlledEvaluate(
      piece.map((token, offset): ControlledEvaluateInputItem => {
        const target = tokens[start + offset + 1];
        if (target === undefined || start + offset + 1 < from) return token;
        if (exactTotals) return [token, { generateNext: { logits: true } }];
        const logits = { filter: { tokens: [target], includeSelected: true } };
        return [token, { generateNext: { token: true, totalLogitWeight: true, logits } }];
      }),
      { contextShift: neverShift },
    );
    for (const [offset, answer] of answers.entries()) {
      const place = start + offset + 1;
      if (place < from) continue;
      const { token, logits = new Map<Token, number>(), totalLogitWeight } = answer?.next ?? {};
      const own = logits.get(tokens[place] as Token) ?? NaN;
      // At temperature 0 the selected token has the largest logit, from which the total is measured.
      const total = exactTotals
        ? logarithmOfSum(logits)
        : (logits.get(token as Token) ?? NaN) + Math.log(totalLogitWeight ?? NaN);
      values[place - from] = own - total;
    }
  }
  return values;
}

/** ln of the sum of e to each of them. */
function logarithmOfSum(logits: ReadonlyMap<Token, number>): number {
  let largest = -Infinity;
  for (const logit of logits.values()) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of logits.values()) sum += Math.exp(logit - largest);
  return largest + Math.log(sum);
}

async function generate(
  { model, sequence }: LoadedLlamaCpp,
  tokens: readonly Token[],
  { maxTokens, temperature, stop = [], signal }: GenerateOptions,
): Promise<Generation> {
  assertFits(tokens.length + maxTokens, sequence);
  await keepPrefix(sequence, tokens.slice(0, -1));
  while (tokens.length - sequence.nextTokenIndex > pieceTokens) {
    signal?.throwIfAborted();
    const start = sequence.nextTokenIndex;
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + pieceTokens), {
      contextShift: neverShift,
    });
  }
  const generated: Token[] = [];
  const textOf = (): string => model.detokenize(generated, false, tokens);
  if (maxTokens === 0) return { text: "", finish: "length" };
  const rest = tokens.slice(sequence.nextTokenIndex);
  for await (const token of sequence.evaluate(rest, { temperature, seed: 0, contextShift: neverShift })) {
    signal?.throwIfAborted();
    generated.push(token);
    const text = stop.length === 0 ? "" : textOf();
    const ends = stop.map((word) => text.indexOf(word)).filter((index) => index !== -1);
    if (ends.length > 0) return { text: text.slice(0, Math.min(...ends)), finish: "stop" };
    if (generated.length === maxTokens) return { text: textOf(), finish: "length" };
  }
  return { text: textOf(), finish: "stop" };
}

/** Leaves in the cache what it has in common with the prefix, and nothing else. */
async function keepPrefix(sequence: LlamaContextSequence, prefix: Token[]): Promise<void> {
  await sequence.adaptStateToTokens(prefix, false);
}

/** As transformers does it: special tokens are tokens in the template's text and in the messages'. */
export async function applyChatTemplate(
  { model, chatTemplate: template, name: place }: Pick<LoadedLlamaCpp, "model" | "chatTemplate" | "name">,
  messages: readonly ChatMessage[],
): Promise<readonly number[] | null> {
  if (template === null) return null;
  const { bosString, eosString } = model.tokens;
  const text = renderChatTemplate({ template, place, bosToken: bosString ?? "", eosToken: eosString ?? "" }, messages);
  return model.tokenize(text, true);
}

/** A context that is full drops its oldest tokens unasked, and would answer another question. */
const neverShift = {
  strategy: (): never => {
    throw new ResonanceError({
      kind: "unavailable",
      where: "node-llama-cpp",
      expected: "a request that fits the context",
      received: "a full context",
    });
  },
};

function assertFits(count: number, { contextSize }: LlamaContextSequence): void {
  if (count <= contextSize) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "node-llama-cpp",
    expected: `at most ${contextSize} tokens, prompt and answer together`,
    received: String(count),
    remedy: "load the model with a longer contextLength",
  });
}

/** Runs what it is given one after another. */
function takeTurns(): <T>(turn: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (turn) => {
    const own = last.then(turn);
    last = own.catch(() => undefined);
    return own;
  };
}
