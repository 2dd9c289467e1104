import { type ToyKind, toyNext, toyScores, toyText, toyTokens } from "@resonance-rope/toy-server";
import { expect, test } from "vitest";
import type { ModelTokenizer } from "../../src/engines/server-tokenizer.js";
import { keyFor } from "../../src/node/connect-server.js";
import { connectToy, startToy } from "./toy-model.js";

const tokens = toyTokens("resonance of whole wavelengths");

const byteTokenizer = (own: Partial<ModelTokenizer> = {}): ModelTokenizer => ({
  fingerprint: "bytes",
  startToken: null,
  endToken: null,
  tokenize: (text) => Promise.resolve(toyTokens(text)),
  detokenize: (ids) => Promise.resolve(toyText(ids)),
  applyChatTemplate: (messages) =>
    Promise.resolve(toyTokens(messages.map(({ role, content }) => `${role}: ${content}`).join("\n"))),
  dispose: () => Promise.resolve(),
  ...own,
});

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] ?? NaN))));
}

test.for<[ToyKind, string]>([
  ["vllm", "vLLM 0.32.0"],
  ["sglang", "SGLang 0.5.9"],
  ["echo", "me"],
])("%s: scores are the model's own, of any part of a prompt", async ([kind, engine]) => {
  const model = await connectToy(await startToy({ kind }));
  expect(model.capabilities.noLogProbabilities).toBeNull();
  expect(model.fingerprint).toContain(engine);
  for (const from of [1, 2, tokens.length - 1]) {
    const scores = await model.logProbabilities(tokens, from);
    expect(largestDifference(scores, toyScores(tokens).slice(from - 1))).toBeLessThan(1e-12);
  }
});

test("what a model generates follows its prompt, token by token", async () => {
  for (const kind of ["vllm", "sglang", "echo", "llama-cpp-python", "llama.cpp"] as const) {
    const model = await connectToy(await startToy({ kind }));
    const { text, finish } = await model.generate(tokens, { maxTokens: 3, temperature: 0 });
    const expected = [...tokens];
    for (let index = 0; index < 3; index++) expected.push(toyNext(expected));
    expect(text).toBe(toyText(expected.slice(tokens.length)));
    expect(finish).toBe("length");
    expect(await model.detokenize(await model.tokenize("één"))).toBe("één");
  }
});

test("scores by the place after each token, as llama-cpp-python gives them, are refused and generation is not", async () => {
  const model = await connectToy(await startToy({ kind: "llama-cpp-python" }));
  expect(model.capabilities.noLogProbabilities).toMatch(/belong to other tokens: one generated at -\d/u);
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ kind: "unavailable" });
});

test("a server that ignores echo is refused for scores, with the reason", async () => {
  const model = await connectToy(await startToy({ kind: "llama.cpp" }));
  expect(model.capabilities.noLogProbabilities).toContain("no log-probability of what it generates");
});

test("a server without a tokenizer, that takes texts alone, generates with a tokenizer that is handed in", async () => {
  const server = await startToy({ kind: "transformers" });
  await expect(connectToy(server)).rejects.toMatchObject({ kind: "unavailable", expected: "a tokenizer" });
  const tokenizer = byteTokenizer();
  const model = await connectToy(server, { tokenizer });
  expect(model.capabilities.noLogProbabilities).toContain("refuses a prompt of token ids");
  const { text } = await model.generate(tokens, { maxTokens: 1, temperature: 0 });
  expect(text).toBe(toyText([toyNext(tokens)]));
});

test("a text that a server begins with the start token itself is sent without it, another's with it", async () => {
  for (const adds of [true, false]) {
    const server = await startToy({
      kind: "transformers",
      misbehave: ({ path }, _response, answer) =>
        adds && path === "/v1/completions" && answer !== null
          ? {
              ...answer,
              usage: { prompt_tokens: (answer as { usage: { prompt_tokens: number } }).usage.prompt_tokens + 1 },
            }
          : undefined,
    });
    const model = await connectToy(server, { tokenizer: byteTokenizer({ startToken: 94 }) });
    await model.generate([94, ...toyTokens("a b")], { maxTokens: 1, temperature: 0 });
    expect(server.requests.at(-1)?.body["prompt"]).toBe(adds ? "a b" : "^a b");
  }
});

test("a tokenizer that takes a text for more tokens than the server does is refused, on any server", async () => {
  for (const kind of ["transformers", "vllm"] as const) {
    const other = byteTokenizer({ tokenize: (text) => Promise.resolve(toyTokens(`${text}${text}`)) });
    await expect(connectToy(await startToy({ kind }), { tokenizer: other })).rejects.toMatchObject({
      kind: "invalid-argument",
      remedy: expect.stringContaining("--tokenizer"),
    });
  }
});

test("a tokenizer that is handed in is part of what the model is known by, and goes when the model does", async () => {
  const server = await startToy({ kind: "vllm" });
  let disposed = 0;
  const dispose = () => Promise.resolve(void (disposed += 1));
  const plain = await connectToy(server);
  const model = await connectToy(server, { tokenizer: byteTokenizer({ fingerprint: "sha256:1f", dispose }) });
  expect(model.fingerprint).toBe(`${plain.fingerprint}, tokenizer sha256:1f`);
  expect(await model.applyChatTemplate([{ role: "user", content: "hi" }])).toEqual(toyTokens("user: hi"));
  await model.dispose();
  expect(disposed).toBe(1);
});

test.for<[string, (scores: (number | null)[]) => unknown[]]>([
  ["one too few", (scores) => scores.slice(1)],
  ["only one", (scores) => scores.slice(0, 1)],
  ["none", () => []],
  ["no null at the start", (scores) => [-1, ...scores.slice(1)]],
  ["a null among them", (scores) => scores.with(3, null)],
  ["a positive one", (scores) => scores.with(3, 0.5)],
  ["a stand-in for minus infinity", (scores) => scores.with(3, -9999)],
  ["words", (scores) => scores.map(String)],
])("a probe that finds %s among the scores refuses them", async ([, change]) => {
  const server = await startToy({
    kind: "echo",
    misbehave({ body }, _response, answer) {
      if (body["echo"] !== true) return undefined;
      const completion = structuredClone(answer) as { choices: [{ logprobs: { token_logprobs: (number | null)[] } }] };
      const [{ logprobs }] = completion.choices;
      return { ...completion, choices: [{ text: "", logprobs: { token_logprobs: change(logprobs.token_logprobs) } }] };
    },
  });
  const { capabilities } = await connectToy(server);
  expect(capabilities.noLogProbabilities).not.toBeNull();
});

test("of a server's several models one must be named", async () => {
  const server = await startToy({
    kind: "vllm",
    misbehave: ({ path }) =>
      path === "/v1/models" ? { data: [{ id: "a", owned_by: "vllm", max_model_len: 99 }, { id: "b" }] } : undefined,
  });
  await expect(connectToy(server)).rejects.toMatchObject({ kind: "invalid-argument", received: "a, b" });
  expect((await connectToy(server, { model: "a" })).name).toBe("a");
  await expect(connectToy(server, { model: "c" })).rejects.toMatchObject({ expected: "the model c" });
});

test("the key goes with each request, and into no error", async () => {
  const apiKey = "sk-very-secret";
  const server = await startToy({
    kind: "vllm",
    misbehave({ headers }, response) {
      if (headers.authorization === `Bearer ${apiKey}`) return undefined;
      response.writeHead(401).end(`Incorrect API key: ${String(headers.authorization)}`);
      return true;
    },
  });
  const model = await connectToy(server, { apiKey });
  expect(JSON.stringify(model)).not.toContain(apiKey);
  const wrong = connectToy(server, { apiKey: "sk-wrong" });
  await expect(wrong).rejects.toThrow("RESONANCE_API_KEY");
  await expect(wrong).rejects.toThrow("Incorrect API key: Bearer (the key)");
});

test("a server that sends its asker elsewhere is not followed, so the key reaches nobody else", async () => {
  const elsewhere = await startToy({ kind: "vllm" });
  const server = await startToy({
    kind: "vllm",
    misbehave({ path }, response) {
      response.writeHead(307, { location: new URL(path, elsewhere.url).href }).end();
      return true;
    },
  });
  await expect(connectToy(server, { apiKey: "sk-secret" })).rejects.toMatchObject({ kind: "unavailable" });
  expect(server.requests).not.toEqual([]);
  expect(elsewhere.requests).toEqual([]);
});

test("of a key that a long complaint repeats, not even the beginning is printed", async () => {
  const apiKey = "sk-very-secret";
  const server = await startToy({
    kind: "vllm",
    misbehave({ headers }, response) {
      response.writeHead(401).end(`${"x".repeat(180)} ${String(headers.authorization)}`);
      return true;
    },
  });
  await expect(connectToy(server, { apiKey })).rejects.not.toThrow("sk-");
});

test("a key that no header may hold is refused before anything is asked, unprinted", async () => {
  const server = await startToy({ kind: "vllm" });
  for (const apiKey of ["secret\n", "se cret", "sécret", ""]) {
    const refused = connectToy(server, { apiKey });
    await expect(refused).rejects.toMatchObject({ kind: "invalid-argument", where: "RESONANCE_API_KEY" });
    await expect(refused).rejects.not.toThrow("cret");
  }
  expect(server.requests).toEqual([]);
});

test("OpenAI's key goes nowhere that others can listen", () => {
  const environment = { OPENAI_API_KEY: "openai" };
  for (const url of ["https://api.openai.com/v1", "http://127.0.0.1:8000/v1", "http://localhost/v1"])
    expect(keyFor(url, environment)).toBe("openai");
  for (const url of ["http://example.org/v1", "http://localhost.example.org/v1", "http://127.0.0.1.example.org/v1"])
    expect(keyFor(url, environment)).toBeUndefined();
  expect(keyFor("http://example.org/v1", { ...environment, RESONANCE_API_KEY: "own" })).toBe("own");
});

test("an address with a password or a query is refused, unprinted", async () => {
  for (const url of [
    "http://me:secret@127.0.0.1/v1",
    "http://:secret@127.0.0.1/v1",
    "http://me:secret@127.0.0.1:99999/v1",
    "http://127.0.0.1/v1?key=secret",
    "secret",
    "file:///secret/x",
  ]) {
    const refused = connectToy({ url });
    await expect(refused).rejects.toMatchObject({ kind: "invalid-argument" });
    if (url.includes("127")) await expect(refused).rejects.not.toThrow("secret");
  }
});
