/**
 * A program of this folder and one of tooling/oracles, asked the same, in turns, each time in a process of its own;
 * the medians of three. RESONANCE_PYTHON names a Python with transformers, torch and, for a GGUF, gguf and accelerate;
 * without it this package is measured alone.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 3;
const python = process.env["RESONANCE_PYTHON"];
const apart = "apart";

/** What `measure` returns for the model and the request, if this process was started for that; else false. */
export async function measuredApart(measure) {
  const [model, requestFile, word] = process.argv.slice(2);
  if (word !== apart) return false;
  process.stdout.write(JSON.stringify(await measure(model, JSON.parse(readFileSync(requestFile, "utf8")))));
  return true;
}

/** @returns the results of both, `theirs` empty without a Python. */
export function besideTransformers(program, peer, model, request) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const [ours, theirs] = [[], []];
  try {
    const requestFile = join(folder, "request.json");
    writeFileSync(requestFile, JSON.stringify(request));
    const run = (command, ...words) =>
      JSON.parse(execFileSync(command, words, { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 }));
    const oracle = fileURLToPath(new URL(`../../../tooling/oracles/${peer}`, import.meta.url));
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(run(process.execPath, fileURLToPath(program), model, requestFile, apart));
      if (python !== undefined) theirs.push(run(python, oracle, model, requestFile));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (theirs.length === 0) print("transformers", "not measured: RESONANCE_PYTHON names no Python that has it");
  return { ours, theirs };
}

/** A line for ours and one for theirs. */
export function printSeconds(name, field, { ours, theirs }) {
  const own = medianOf(field, ours);
  print(name, `${own.toFixed(3)} s`);
  if (theirs.length === 0) return;
  const other = medianOf(field, theirs);
  print("  transformers", `${other.toFixed(3)} s, so ${(other / own).toFixed(2)} times as fast`);
}

export function medianOf(field, results) {
  return median(results.map(({ [field]: value }) => value));
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

export async function timed(compute) {
  const start = performance.now();
  const result = await compute();
  return [result, (performance.now() - start) / 1000];
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function print(name, figure) {
  process.stdout.write(`${name.padEnd(26)}${figure}\n`);
}
