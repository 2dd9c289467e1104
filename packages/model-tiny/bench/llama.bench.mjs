/**
 * A LLaMA-family model loaded, reading 2048 tokens and adding tokens one by one, beside transformers on the same file,
 * float32 both: `npm run build`, then `node bench/llama.bench.mjs MODEL [threads]`, MODEL a .gguf or a folder.
 * RESONANCE_PYTHON names a Python with transformers, torch and, for a GGUF, gguf and accelerate; without it this
 * package is measured alone. In turns, each time in a process of its own; the medians of three.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomSource } from "@resonance-rope/contracts";
import { createLlamaGenerator, loadLlamaWeights } from "@resonance-rope/model-tiny";
import { openLlama } from "@resonance-rope/model-tiny/node";
import { selectBackend } from "@resonance-rope/tfjs-runtime";

const ROUNDS = 3;
const [path, threads = "2", isApart] = process.argv.slice(2);
if (path === undefined) throw new Error("name a model: node bench/llama.bench.mjs MODEL [threads]");
const random = randomSource(0);
const someTokens = (count) => Array.from({ length: count }, () => random.integer(32_000));
const request = { prompt: someTokens(64), tokens: 64, prefill: someTokens(2048), threads: Number(threads) };
if (isApart === "apart") await measure();
else compare();

async function measure() {
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
  for (let round = 0; round < 3; round++)
    prefills.push((await timed(() => generate(request.prefill, { tokens: 1 }).next()))[1]);
  const seconds = [];
  const stream = generate(request.prompt, { tokens: request.tokens });
  for (let index = 0; index < request.tokens; index++) seconds.push((await timed(() => stream.next()))[1]);
  await stream.return();
  const result = {
    loadSeconds,
    prefillSeconds: median(prefills),
    // The first reads the prompt, the second records.
    secondsPerToken: median(seconds.slice(2)),
    loadBytes,
    weightBytes,
  };
  process.stdout.write(JSON.stringify(result));
}

function compare() {
  const peer = fileURLToPath(new URL("../../../tooling/oracles/generate_greedily.py", import.meta.url));
  const python = process.env["RESONANCE_PYTHON"];
  const folder = mkdtempSync(join(tmpdir(), "llama-bench-"));
  const [ours, theirs] = [[], []];
  try {
    const requestFile = join(folder, "request.json");
    writeFileSync(requestFile, JSON.stringify(request));
    const run = (program, ...words) =>
      JSON.parse(execFileSync(program, words, { stdio: ["ignore", "pipe", "ignore"] }));
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(run(process.execPath, fileURLToPath(import.meta.url), path, threads, "apart"));
      if (python !== undefined) theirs.push(run(python, peer, path, requestFile));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const [{ weightBytes }] = ours;
  const loadBytes = median(ours.map((each) => each.loadBytes));
  print("memory to load", `${megabytes(loadBytes)}, of which the weights ${megabytes(weightBytes)}`);
  for (const [name, field] of [
    ["load", "loadSeconds"],
    ["2048 tokens read", "prefillSeconds"],
    ["a token added", "secondsPerToken"],
  ]) {
    const own = median(ours.map((each) => each[field]));
    print(name, `${own.toFixed(3)} s`);
    if (theirs.length === 0) continue;
    const other = median(theirs.map((each) => each[field]));
    print("  transformers", `${other.toFixed(3)} s, so ${(other / own).toFixed(2)} times as fast`);
  }
  if (theirs.length === 0) print("transformers", "not measured: RESONANCE_PYTHON names no Python that has it");
}

async function timed(compute) {
  const start = performance.now();
  const result = await compute();
  return [result, (performance.now() - start) / 1000];
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function print(name, figure) {
  process.stdout.write(`${name.padEnd(20)}${figure}\n`);
}
