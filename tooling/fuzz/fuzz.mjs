/**
 * Mutated model files through every reader, as many as you like: `pnpm --filter @resonance-rope/fuzz fuzz 1000000`.
 *
 * Each input has a seed of its own, the count goes on from `--from SEED`, and the fuzzers are those that the tests
 * run 10 000 times. Ends with 1 at an input that crashes, brings an error without a type, or takes over a second;
 * the heap is held to 256 MB, so that one which asks for more crashes too.
 */
import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));
const tests = join(folder, "../../packages/rope-interop/test");
const heapMegabytes = 256;
const longestMilliseconds = 1000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { from: { type: "string" } } });
const count = Number(positionals[0] ?? 10_000);
const from = Number(values.from ?? 0);

const limited = `--max-old-space-size=${heapMegabytes}`;
if (process.execArgv.includes(limited)) await main();
else {
  const { status } = spawnSync(process.execPath, [limited, ...process.argv.slice(1)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}

async function main() {
  const { fuzzGguf, fuzzConfig, fuzzSafetensorsHeader } = await bundled(`
    export { fuzzGguf } from "${tests}/gguf/fuzz-gguf.js";
    export { fuzzConfig } from "${tests}/hugging-face/fuzz-config.js";
    export { fuzzSafetensorsHeader } from "${tests}/safetensors/fuzz-safetensors-header.js";
  `);
  for (const fuzz of [fuzzGguf, fuzzConfig, fuzzSafetensorsHeader]) await run(fuzz);
}

async function run(fuzz) {
  const begin = performance.now();
  let refused = 0;
  let slowest = { milliseconds: 0, seed: from };
  for (let seed = from; seed < from + count; seed++) {
    const start = performance.now();
    refused += (await fuzz(1, seed)).refused;
    const milliseconds = performance.now() - start;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, seed };
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  process.stdout.write(
    `  ${fuzz.name}: ${count} inputs in ${seconds} s, ${refused} refused, the rest read; slowest ${slowest.milliseconds.toFixed(0)} ms (seed ${slowest.seed}), resident ${peak} MB at most\n`,
  );
  if (slowest.milliseconds > longestMilliseconds) process.exitCode = 1;
}

/** The tests' own TypeScript, as one file that is removed again; it stands where the configs that it reads do. */
async function bundled(contents) {
  const outfile = join(tests, "hugging-face", `.fuzzers-${process.pid}.mjs`);
  const conditions = ["@resonance-rope/source"];
  const stdin = { contents, resolveDir: folder };
  try {
    await build({ stdin, bundle: true, platform: "node", format: "esm", conditions, outfile, logLevel: "error" });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}
