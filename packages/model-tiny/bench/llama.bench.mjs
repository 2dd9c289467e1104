/**
 * A LLaMA-family model loaded, reading 2048 tokens and adding tokens one by one, beside transformers on the same file,
 * float32 both: `npm run build`, then `node bench/llama.bench.mjs MODEL [threads]`, MODEL a .gguf or a folder.
 */
import { randomSource } from "@resonance-rope/contracts";
import { createLlamaGenerator, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import {
  besideTransformers,
  measuredApart,
  median,
  medianOf,
  megabytes,
  print,
  printSeconds,
  timed,
} from "./beside-transformers.mjs";

if (!(await measuredApart(measure))) compare();

async function measure(path, request) {
  await selectBackend({ threads: request.threads });
  const before = process.memoryUsage.rss();
  const [llama, loadSeconds] = await timed(async () => {
    const file = await openLlama(path);
    return loadLlamaWeights(file).finally(() => file.close());
  });
  const loadBytes = process.resourceUsage().maxRSS * 1024 - before;
  let weightBytes = 0;
  for (const { size } of llama.weights.values()) weightBytes += 4 * size;
  const generate = createLlamaGenerator(llama);
  const prefills = [];
  for (let round = 0; round < 5; round++)
    prefills.push((await timed(() => generate(request.prefill, { tokens: 1 }).next()))[1]);
  const seconds = [];
  const stream = generate(request.prompt, { tokens: request.tokens });
  for (let index = 0; index < request.tokens; index++) seconds.push((await timed(() => stream.next()))[1]);
  await stream.return();
  return {
    loadSeconds,
    prefillSeconds: median(prefills),
    // The first reads the prompt, the second records.
    secondsPerToken: median(seconds.slice(2)),
    loadBytes,
    weightBytes,
  };
}

function compare() {
  const [path, threads = "2"] = process.argv.slice(2);
  if (path === undefined) throw new Error("name a model: node bench/llama.bench.mjs MODEL [threads]");
  const random = randomSource(0);
  const someTokens = (count) => Array.from({ length: count }, () => random.integer(32_000));
  const request = { prompt: someTokens(64), tokens: 64, prefill: someTokens(2048), threads: Number(threads) };
  const results = besideTransformers(import.meta.url, "generate_greedily.py", path, request);
  const loaded = megabytes(medianOf("loadBytes", results.ours));
  print("memory to load", `${loaded}, of which the weights ${megabytes(results.ours[0].weightBytes)}`);
  printSeconds("load", "loadSeconds", results);
  printSeconds("2048 tokens read", "prefillSeconds", results);
  printSeconds("a token added", "secondsPerToken", results);
}
