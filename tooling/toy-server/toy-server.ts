/**
 * Real HTTP on loopback, with a toy model behind it, that answers as one of several servers does and misbehaves when
 * it is told to.
 */
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { toyLogProbability, toyNext, toyScores, toyText, toyTokens } from "./toy-model.js";

export { toyLogProbability, toyNext, toyScores, toyText, toyTokens } from "./toy-model.js";

/**
 * - `echo`: scores a prompt that it is asked to repeat, as OpenAI's old completions did;
 * - `llama-cpp-python`: so too, but each token by the place after it, and the generated one not at all;
 * - `llama.cpp`: ignores `echo`, and gives the chat's form of log-probabilities, of generated tokens alone;
 * - `transformers`: ignores `logprobs`, takes texts alone, and has no tokenizer to ask.
 */
export type ToyKind = "vllm" | "sglang" | "echo" | "llama-cpp-python" | "llama.cpp" | "transformers";

export interface ToyRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage["headers"];
}

export interface ToyServerOptions {
  readonly kind: ToyKind;
  readonly port?: number;
  readonly model?: string;
  /** Another seed, other weights. */
  readonly seed?: number;
  readonly maxModelLength?: number;
  /** Takes the request over by returning true, or changes the answer by returning another. */
  readonly misbehave?: (request: ToyRequest, response: ServerResponse, answer: unknown) => unknown;
}

export interface ToyServer {
  /** `http://127.0.0.1:PORT/v1` */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ToyRequest[];
  close(): Promise<void>;
}

export async function toyServer(options: ToyServerOptions): Promise<ToyServer> {
  const requests: ToyRequest[] = [];
  const server = createServer((incoming, response) => {
    const blocks: Buffer[] = [];
    incoming.on("data", (block: Buffer) => blocks.push(block));
    incoming.on("end", () => {
      const text = Buffer.concat(blocks).toString();
      const body = (text === "" ? {} : JSON.parse(text)) as ToyRequest["body"];
      const request = { path: incoming.url ?? "", body, headers: incoming.headers };
      requests.push(request);
      const answer = answerTo(request, options);
      void Promise.resolve(options.misbehave?.(request, response, answer)).then((changed) => {
        if (changed === true) return;
        const given = changed ?? answer;
        response.writeHead(given === null ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(given ?? { error: { message: "Not Found" } }));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Null for what the server does not have. */
function answerTo({ path, body }: ToyRequest, options: ToyServerOptions): unknown {
  const { kind, model = "toy", maxModelLength = 4096 } = options;
  const isVllmLike = kind === "vllm" || kind === "sglang";
  switch (path) {
    case "/v1/models": {
      const owner = { vllm: "vllm", sglang: "sglang", "llama.cpp": "llamacpp" }[kind as string] ?? "me";
      const entry = { id: model, object: "model", created: requestTime(), owned_by: owner };
      const more = isVllmLike ? { root: `/models/${model}`, max_model_len: maxModelLength } : {};
      return { object: "list", data: [{ ...entry, ...more }] };
    }
    case "/version":
      return kind === "vllm" ? { version: "0.32.0" } : null;
    case "/model_info":
      return kind === "sglang" ? { model_path: `/models/${model}`, is_generation: true } : null;
    case "/server_info":
      return kind === "sglang" ? { version: "0.5.9" } : null;
    case "/tokenize":
      if (isVllmLike || kind === "echo") return { tokens: toyTokens(String(body["prompt"] ?? "template")), count: 0 };
      return kind === "llama.cpp" ? { tokens: toyTokens(String(body["content"] ?? "")) } : null;
    case "/detokenize": {
      const text = toyText((body["tokens"] ?? []) as number[]);
      if (kind === "transformers" || kind === "llama-cpp-python") return null;
      return kind === "sglang" ? { text } : kind === "llama.cpp" ? { content: text } : { prompt: text };
    }
    case "/extras/tokenize":
      return kind === "llama-cpp-python" ? { tokens: toyTokens(String(body["input"])) } : null;
    case "/extras/detokenize":
      return kind === "llama-cpp-python" ? { text: toyText(body["tokens"] as number[]) } : null;
    case "/generate":
      return kind === "sglang" ? sglangScores(body["input_ids"] as number[], options.seed) : null;
    case "/v1/completions":
      return completion(body, options);
    default:
      return null;
  }
}

/** Differs from one answer to the next, as vLLM's does. */
let requestCount = 0;
const requestTime = (): number => 1_700_000_000 + (requestCount += 1);

function completion(body: ToyRequest["body"], { kind, model = "toy", seed = 0 }: ToyServerOptions): unknown {
  const { prompt } = body;
  if (kind === "transformers" && typeof prompt !== "string") return null;
  const tokens = typeof prompt === "string" ? toyTokens(prompt) : (prompt as number[]);
  const generated: number[] = [];
  const logProbabilities: number[] = [];
  while (generated.length < Number(body["max_tokens"])) {
    const before = [...tokens, ...generated];
    const next = toyNext(before, seed);
    generated.push(next);
    logProbabilities.push(toyLogProbability(before, next, seed));
  }
  const choice = { index: 0, text: toyText(generated), finish_reason: "length" };
  const scores = toyScores(tokens, seed);
  const usage = { prompt_tokens: tokens.length, completion_tokens: generated.length };
  const whole = (more: object): object => ({ id: "cmpl-1", model, choices: [{ ...choice, ...more }], usage });
  const wanted = body["logprobs"] !== undefined && kind !== "transformers";
  const echoes = body["echo"] === true;
  if (kind === "vllm" && body["prompt_logprobs"] !== undefined) {
    const places = scores.map((logprob, index) => ({
      [tokens[index + 1] ?? 0]: { logprob, rank: 1, decoded_token: "" },
    }));
    return whole({ logprobs: null, prompt_logprobs: [null, ...places] });
  }
  if (!wanted) return whole({ logprobs: null });
  if (kind === "llama.cpp") {
    const content = generated.map((id, index) => ({ id, token: toyText([id]), logprob: logProbabilities[index] }));
    return whole({ logprobs: { content } });
  }
  if (!echoes) return whole({ logprobs: { token_logprobs: logProbabilities } });
  if (kind === "llama-cpp-python") {
    // Row i of its scores is of the token after place i, and it looks up the token at place i there.
    const shifted = tokens.map((token, index) => toyLogProbability(tokens.slice(0, index + 1), token, seed));
    return whole({
      text: toyText([...tokens, ...generated]),
      logprobs: { token_logprobs: [null, ...shifted.slice(1)] },
    });
  }
  return whole({
    text: toyText([...tokens, ...generated]),
    logprobs: { token_logprobs: [null, ...scores, ...logProbabilities] },
  });
}

function sglangScores(tokens: readonly number[], seed = 0): unknown {
  const scores = toyScores(tokens, seed);
  const pairs = tokens.map((token, index) => [index === 0 ? null : scores[index - 1], token, null]);
  return { text: "", meta_info: { prompt_tokens: tokens.length, input_token_logprobs: pairs } };
}
