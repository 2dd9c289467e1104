/**
 * What an evaluation adds to the model's own time. First 64 requests in flight against a server that answers each
 * after 200 ms, from a process of its own, beside the rate and the processor time of the same requests without us;
 * then, with the path of a GGUF, the same prompts through node-llama-cpp alone.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { runEvaluation } from "../dist/index.js";
import { connectServer, loadNodeLlamaCpp, nodeHttpTransport } from "../dist/node.js";

const milliseconds = 200;
const [path] = process.argv.slice(2);
if (process.send === undefined) {
  await againstServer({ inFlight: 64, requests: 3200 });
  if (path !== undefined) await besideNodeLlamaCpp(path, { prompts: 6, tokens: 512, from: 256 });
} else {
  const server = createServer(answer).listen(0, "127.0.0.1");
  server.once("listening", () => process.send(server.address().port));
}

async function againstServer({ inFlight, requests }) {
  const server = fork(import.meta.filename);
  const [port] = await once(server, "message");
  const url = `http://127.0.0.1:${port}/v1`;
  const model = await connectServer(url, { concurrency: inFlight });
  const tokens = (index) => Array.from({ length: 100 }, (_, place) => (index * 31 + place * 7) % 256);
  const evaluation = evaluationOf(requests, tokens, 1);
  const ours = await timesOf(() => runEvaluation(evaluation, model, memoryStore()));
  const bare = await timesOf(() => withoutUs(`${url}/completions`, { inFlight, requests, tokens }));
  server.kill();
  const ideal = (requests / inFlight) * (milliseconds / 1000);
  const words = ({ seconds, busy }) =>
    `${seconds.toFixed(2)} s, ${((100 * ideal) / seconds).toFixed(1)} % of the ideal rate, ` +
    `${((1000 * busy) / requests).toFixed(2)} ms of processor time a request`;
  console.log(`${requests} requests, ${inFlight} in flight: ${words(ours)}\n  node:http alone: ${words(bare)}`);
}

/** Seconds by the clock, and of processors at work in this process. */
async function timesOf(run) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, busy: (user + system) / 1e6 };
}

async function withoutUs(url, { inFlight, requests, tokens }) {
  let next = 0;
  const work = async () => {
    for (let index = next++; index < requests; index = next++) {
      const body = JSON.stringify({ prompt: tokens(index), prompt_logprobs: 0 });
      const { signal } = new AbortController();
      const response = await nodeHttpTransport({ method: "POST", url, headers: {}, body, signal });
      JSON.parse(Buffer.from(response.body).toString());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

async function besideNodeLlamaCpp(modelPath, { prompts, tokens: length, from }) {
  const model = await loadNodeLlamaCpp(modelPath, { contextLength: length });
  const text = Array.from({ length }, (_, index) => `word ${(index * 7919) % 997}`).join(", ");
  const tokens = await model.tokenize(text.repeat(2));
  const promptOf = (index) => tokens.slice(index * 50, index * 50 + length);
  const ours = async () => {
    await runEvaluation(evaluationOf(prompts, promptOf, from), model, memoryStore());
  };

  const { getLlama } = await import("node-llama-cpp");
  const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: 0 });
  const loaded = await llama.loadModel({ modelPath });
  const context = await loaded.createContext({ contextSize: length, threads: { ideal: 0, min: 1 } });
  const sequence = context.getSequence();
  const theirs = async () => {
    for (let index = 0; index < prompts; index++) {
      const prompt = promptOf(index);
      await sequence.clearHistory();
      const options = (target) => ({
        token: true,
        totalLogitWeight: true,
        logits: { filter: { tokens: [target], includeSelected: true } },
      });
      await sequence.controlledEvaluate(
        prompt
          .slice(0, -1)
          .map((token, place) => (place + 1 < from ? token : [token, { generateNext: options(prompt[place + 1]) }])),
      );
    }
  };
  await ours();
  await theirs();
  const ratios = [];
  for (let turn = 0; turn < 5; turn++) {
    const times = [];
    for (const run of turn % 2 === 0 ? [ours, theirs] : [theirs, ours]) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
    ratios.push(turn % 2 === 0 ? times[0] / times[1] : times[1] / times[0]);
  }
  const [, , median] = ratios.toSorted((a, b) => a - b);
  console.log(`${prompts} prompts of ${length} tokens: ${median.toFixed(3)} of node-llama-cpp's own time, median of 5`);
  await model.dispose();
  await llama.dispose();
}

function evaluationOf(count, tokensOf, from) {
  return {
    name: "perplexity",
    protocol: {},
    async *requests() {
      for (let index = 0; index < count; index++)
        yield { type: "log-probabilities", item: String(index), tokens: tokensOf(index), from };
    },
    async summarize(answers) {
      let items = 0;
      for await (const _ of answers) items += 1;
      return { metrics: { items: { value: items, low: null, high: null } }, rows: [], items: [] };
    },
  };
}

function memoryStore() {
  const answers = new Map();
  return {
    answered: { has: (item) => answers.has(item) },
    async *read() {
      yield* answers.values();
    },
    async append(given) {
      answers.set(given.item, given);
    },
  };
}

async function answer(request, response) {
  const blocks = [];
  for await (const block of request) blocks.push(block);
  const body = blocks.length === 0 ? {} : JSON.parse(Buffer.concat(blocks).toString());
  const scores = body.prompt_logprobs !== undefined;
  if (scores) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  response.end(JSON.stringify(contentOf(request.url, body, scores) ?? {}));
}

function contentOf(url, { prompt, tokens }, scores) {
  if (url === "/v1/models") return { data: [{ id: "m", owned_by: "vllm", max_model_len: 4096 }] };
  if (url === "/version") return { version: "0" };
  if (url === "/tokenize") return { tokens: [...Buffer.from(prompt)] };
  if (url === "/detokenize") return { prompt: Buffer.from(tokens).toString() };
  if (url !== "/v1/completions") return null;
  const place = (id, index) => (index === 0 ? null : { [id]: { logprob: -1 } });
  const more = scores ? { prompt_logprobs: prompt.map(place) } : { logprobs: { token_logprobs: [-1] } };
  return { choices: [{ text: "a", finish_reason: "length", ...more }], usage: { prompt_tokens: prompt.length } };
}
