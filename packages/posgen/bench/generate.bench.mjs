/**
 * Tokens a second: this package's generation beside the released code's way of it (Python lists and a
 * dictionary), one after the other on one core. Run after a build: node bench/generate.bench.mjs
 */
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { generateSequences, paperTask } from "@resonance-rope/posgen";

const count = 10_000;
const length = 64;
const repeats = 21;

const million = (tokensPerSecond) => `${(tokensPerSecond / 1e6).toFixed(1)} M tokens/s`;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

console.log(`${count} sequences of ${length} tokens, j = 1, k = 3, sum modulo 17; medians of ${repeats}`);
const ours = [];
for (const name of ["recursive", "chain-of-thought", "semi-recursive"]) {
  const task = paperTask(name);
  const seeds = Int32Array.from({ length: count * 4 }, (_, index) => (index * 7919) % 17);
  const rates = Array.from({ length: repeats }, () => {
    const start = performance.now();
    generateSequences(task, seeds, length);
    return (1000 * count * length) / (performance.now() - start);
  });
  ours.push(median(rates));
  console.log(`  ${name.padEnd(17)} ${million(median(rates))}`);
}

const program = fileURLToPath(new URL("../../../tooling/oracles/posgen_released_way.py", import.meta.url));
const peer = spawnSync("python3", [program, String(count), String(length)], { encoding: "utf8" });
if (peer.status === 0) {
  const { tokensPerSecond } = JSON.parse(peer.stdout);
  console.log(`  released code's way (recursive) ${million(tokensPerSecond)}`);
  console.log(`  recursive: ${(ours[0] / tokensPerSecond).toFixed(0)} times as fast`);
} else {
  console.log("  released code's way: not measured, python3 did not run it");
}
