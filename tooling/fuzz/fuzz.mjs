/**
 * Mutated inputs through everything that reads what strangers make: `node tooling/fuzz/fuzz.mjs 1000000 --border gguf`.
 *
 *     fuzz.mjs [inputs, 1200 a border unless said] [--border NAME] [--seed N] [--seconds A_BORDER] [--input FOLDER]
 *
 * A finding is an input that brings an error without a type, never ends, takes over a second or more memory than its
 * size can explain. It is saved as a folder of files, which `--border NAME --input FOLDER` runs again. Ends with 1
 * where there is one.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { deserialize } from "node:v8";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));
const heapMegabytes = 256;
/** More than any input may take: of a processor, and of time, where it waits for what never comes. */
const mostProcessorSeconds = 30;
const mostSeconds = 600;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    border: { type: "string" },
    seed: { type: "string" },
    seconds: { type: "string" },
    input: { type: "string" },
  },
});
const inputs = Number(positionals[0] ?? 1200);
const seed = Number(values.seed ?? 0);
const seconds = Number(values.seconds ?? Infinity);
const only = values.input === undefined ? null : readFolder(values.input);
const names = readdirSync(join(folder, "borders")).map((file) => file.replace(/\.ts$/u, ""));
const meant = names.filter((name) => (values.border ?? name) === name);
if (meant.length === 0) throw new Error(`--border is one of ${names.join(", ")}`);
const built = join(folder, `.built-${process.pid}`);
try {
  await bundle();
  for (const name of meant) await run(name);
} finally {
  rmSync(built, { recursive: true, force: true });
}

async function run(border) {
  const begin = performance.now();
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const running = new Uint8Array(new SharedArrayBuffer(2 ** 20));
  const { tally, ended } = await explored({
    border: moduleOf(border).href,
    inputs,
    seconds,
    seed,
    only,
    progress,
    running,
  });
  if (ended !== null && progress[0] === 0) throw new Error(`${border} does not begin: ${ended}`);
  const findings = ended === null ? tally.findings : [{ what: ended, files: deserialize(running) }];
  for (const [index, finding] of findings.entries()) save(`${border}-${seed}-${index + 1}`, finding);
  const took = ((performance.now() - begin) / 1000).toFixed(1).padStart(6);
  const counts =
    ended === null
      ? `${tally.inputs} inputs, ${tally.refused} refused, ${tally.kept} kept for what they reached, slowest ${tally.slowestMilliseconds.toFixed(0)} ms`
      : `ended after ${progress[0]} inputs`;
  const mark = findings.length === 0 ? "✓" : "✗";
  process.stdout.write(`  ${mark} ${border.padEnd(20)} ${took} s  ${counts}, findings: ${findings.length}\n`);
  if (findings.length > 0) process.exitCode = 1;
}

/** What a border came to, or why its thread ended before that. */
function explored(workerData) {
  const { progress } = workerData;
  return new Promise((resolve) => {
    const worker = new Worker(moduleOf("worker"), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    let begun = { input: -1, at: 0, usage: process.cpuUsage() };
    const watch = setInterval(() => {
      if (progress[0] !== begun.input) begun = { input: progress[0], at: performance.now(), usage: process.cpuUsage() };
      const { user, system } = process.cpuUsage(begun.usage);
      const [used, waited] = [(user + system) / 1e6, (performance.now() - begun.at) / 1000];
      if (used > mostProcessorSeconds || waited > mostSeconds)
        settle({ ended: `no end in ${used.toFixed(0)} s of a processor, ${waited.toFixed(0)} s in all` });
    }, 1000);
    const settle = ({ tally = null, ended = null }) => {
      clearInterval(watch);
      void worker.terminate().then(() => resolve({ tally, ended }));
    };
    worker.once("message", (tally) => settle({ tally }));
    worker.once("error", (error) => settle({ ended: error.stack ?? String(error) }));
    // After whatever else it had to say.
    worker.once("exit", (code) => setImmediate(() => settle({ ended: `the thread ended with ${code}` })));
  });
}

function save(name, { what, files }) {
  const place = join(folder, "findings", name);
  mkdirSync(place, { recursive: true });
  for (const [file, data] of files) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), data);
  }
  const words = what.split("\n").slice(0, 8).join("\n    ");
  process.stdout.write(`  ✗ ${name}: ${words}\n    saved as ${place}\n`);
}

function readFolder(place) {
  const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(join(place, "/").length), readFileSync(path)];
    }),
  );
}

function moduleOf(name) {
  return pathToFileURL(join(built, `${name}.js`));
}

/** The packages' own TypeScript, a file a border. */
async function bundle() {
  const entryPoints = ["src/worker.ts", ...meant.map((name) => `borders/${name}.ts`)].map((path) => join(folder, path));
  // For packages of the older kind.
  const banner = { js: 'const require = (await import("node:module")).createRequire(import.meta.url);' };
  await build({
    entryPoints,
    entryNames: "[name]",
    outdir: built,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@resonance-rope/source"],
    external: ["node-llama-cpp"],
    banner,
    logLevel: "error",
  });
}
