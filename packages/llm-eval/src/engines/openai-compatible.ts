/** A server with the OpenAI interface as a language model: vLLM and SGLang by their own ways, others once probed. */
import { type LanguageModel, type RandomSource, ResonanceError } from "@resonance-rope/contracts";
import { type Clock, systemClock } from "../clock.js";
import { complete } from "./completion.js";
import type { HttpTransport } from "./http-transport.js";
import { openaiCompletions } from "./openai-completions.js";
import { fromSecond, probeLogProbabilities, probeTexts } from "./probe-log-probabilities.js";
import { promptForm } from "./prompt-form.js";
import { sameServer } from "./same-server.js";
import { type RequestOptions, type ServerConnection, serverConnection } from "./server-connection.js";
import { servedModel } from "./server-models.js";
import { type ModelTokenizer, findTokenizer } from "./server-tokenizer.js";
import { sglangDialect } from "./sglang.js";
import { vllmDialect } from "./vllm.js";

export interface OpenaiCompatibleOptions {
  readonly transport: HttpTransport;
  readonly random: RandomSource;
  /** Of the server's models; needed where it has several. */
  readonly model?: string;
  /** Where the server does not say. */
  readonly contextLength?: number;
  /** Where the server has none: that of the model's own files. The model disposes of it. */
  readonly tokenizer?: ModelTokenizer;
  /** Requests in flight at once. Default 8. */
  readonly concurrency?: number;
  /** Of one request. Default 600. */
  readonly timeLimitSeconds?: number;
  readonly apiKey?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** While it is found out what the server is, nobody wants to wait a minute for one that is not there. */
const attemptsAtStart = 3;
/** A minute and more in all: as long as a server takes to start again. */
const attempts = 8;

/** @param url `http://host/v1` */
export async function openaiCompatible(url: string, options: OpenaiCompatibleOptions): Promise<LanguageModel> {
  const { transport, random, clock = systemClock, concurrency = 8, timeLimitSeconds = 600, signal } = options;
  const connection = serverConnection(url, {
    transport,
    random,
    clock,
    attempts,
    timeLimitMilliseconds: timeLimitSeconds * 1000,
    apiKey: options.apiKey ?? null,
  });
  const atStart = { signal, attempts: attemptsAtStart };
  const served = await servedModel(connection, options.model ?? null, atStart);
  const given = options.tokenizer ?? null;
  const tokenizer = given ?? (await findTokenizer(connection, served.id, atStart));
  if (tokenizer === null)
    throw missing(connection, "a tokenizer", "no /tokenize", "give the model's own (--tokenizer)");
  const dialect =
    (await vllmDialect(connection, served, atStart)) ??
    (await sglangDialect(connection, atStart)) ??
    openaiCompletions(connection, served);

  const limit = options.contextLength ?? served.contextLength;
  if (limit === null)
    throw missing(connection, "how many tokens the server holds", "no word of it", "add --context-length");
  const probed = { connection, model: served.id, dialect, tokenizer };
  const noLogProbabilities = await probeLogProbabilities(probed, atStart);
  const promptOf = await promptForm({ connection, model: served.id, tokenizer, isGiven: given !== null }, atStart);
  const score = async (tokens: readonly number[], own: RequestOptions): Promise<readonly number[]> =>
    fromSecond(await dialect.score(tokens, own), tokens.length, dialect.engine);
  const probe = await tokenizer.tokenize(probeTexts.join(" "), atStart);
  const end = new AbortController();
  const sample = noLogProbabilities === null ? (own: RequestOptions) => score(probe, own) : null;
  const assertSame = await sameServer({ connection, model: served, clock, sample, end: end.signal }, atStart);

  return {
    name: served.id,
    fingerprint: [
      `${connection.root}, ${dialect.engine}, ${served.identity}`,
      ...(given === null ? [] : [`tokenizer ${given.fingerprint}`]),
    ].join(", "),
    // To score a prompt, every server generates a token after it.
    contextLength: limit - 1,
    startToken: tokenizer.startToken,
    capabilities: { noLogProbabilities, concurrency },
    tokenize: (text, own) => tokenizer.tokenize(text, own),
    detokenize: (tokens, own) => tokenizer.detokenize(tokens, own),
    async logProbabilities(tokens, from, own = {}) {
      if (noLogProbabilities !== null)
        throw missing(connection, "the log-probabilities of a prompt", noLogProbabilities, "use vLLM or SGLang");
      const scores = await score(tokens, own);
      await assertSame(own);
      return Float64Array.from(scores.slice(from - 1));
    },
    async generate(tokens, { maxTokens, temperature, stop, signal: own }) {
      const body = { model: served.id, prompt: await promptOf(tokens, own), max_tokens: maxTokens, temperature };
      const ends = stop === undefined || stop.length === 0 ? {} : { stop };
      const answer = await complete(connection, { ...body, ...ends, ...dialect.generationBody }, { signal: own });
      await assertSame({ signal: own });
      return { text: answer.text, finish: answer.finish };
    },
    applyChatTemplate: (messages, own = {}) =>
      given === null ? dialect.applyChatTemplate(messages, own) : given.applyChatTemplate(messages),
    async dispose() {
      end.abort();
      await given?.dispose();
    },
  };
}

const missing = ({ root }: ServerConnection, expected: string, received: string, remedy: string): ResonanceError =>
  new ResonanceError({ kind: "unavailable", where: root, expected, received, remedy });
