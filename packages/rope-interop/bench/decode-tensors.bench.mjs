/**
 * How fast the values of every tensor of a GGUF are read into float32, beside the PyPI package gguf (numpy) on the same
 * file, and in what memory: `npm run build`, then `node bench/decode-tensors.bench.mjs [model.gguf]`. Without a file one
 * of 134.5 M random weights in Q4_1, as many as SmolLM2-135M has, is made in the temporary folder and removed.
 * RESONANCE_PYTHON names a Python with gguf; without it this package is measured alone. Both run on one core.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ggufTensors } from "@resonance-rope/rope-interop";
import { openGguf } from "@resonance-rope/rope-interop/node";
import { median, print } from "./figures.mjs";
import { text, uint32, uint64 } from "./gguf-bytes.mjs";

const ROUNDS = 5;
const [path, isApart] = process.argv.slice(2);
if (isApart === "apart") await decode(path);
else if (path === undefined) compareOnRandomModel();
else compare(path);

/** One reading, in a process of its own so that its memory is its own. */
async function decode(file) {
  const start = performance.now();
  const model = await openGguf(file);
  let values = 0;
  let largest = 0;
  for (const tensor of ggufTensors(model).values()) {
    const { length } = await tensor.values();
    values += length;
    largest = Math.max(largest, length);
  }
  await model.close();
  const seconds = (performance.now() - start) / 1000;
  const processorSeconds = process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
  const memory = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ seconds, processorSeconds, values, largest, memory }));
}

function compare(file) {
  const program = fileURLToPath(new URL("../../../tooling/oracles/dequantize_gguf.py", import.meta.url));
  const python = process.env["RESONANCE_PYTHON"];
  const [ours, theirs] = [[], []];
  // In turns; the first is not counted, for it reads the file into memory.
  for (let round = 0; round <= ROUNDS; round++) {
    const one = JSON.parse(execFileSync("node", [fileURLToPath(import.meta.url), file, "apart"]));
    const peer = python === undefined ? null : spawnSync(python, [program, file], { encoding: "utf8" });
    if (round === 0) continue;
    ours.push(one);
    if (peer?.status === 0) theirs.push(JSON.parse(peer.stdout).seconds);
  }
  const { values, largest } = ours[0];
  const seconds = median(ours.map((each) => each.seconds));
  print("values", `${(values / 1e6).toFixed(1)} M`);
  print("rope-interop", `${seconds.toFixed(2)} s, ${(values / seconds / 1e6).toFixed(0)} M values/s`);
  print("its processor time", `${median(ours.map((each) => each.processorSeconds)).toFixed(2)} s with Node's start`);
  print("its memory", `${(median(ours.map((each) => each.memory)) / 1e6).toFixed(0)} MB`);
  print("the largest tensor", `${((4 * largest) / 1e6).toFixed(0)} MB in float32`);
  if (theirs.length === 0) return print("gguf", "not measured: RESONANCE_PYTHON names no Python that has it");
  print("gguf (numpy)", `${median(theirs).toFixed(2)} s`);
  print("times as fast", (median(theirs) / seconds).toFixed(1));
}

function compareOnRandomModel() {
  const folder = mkdtempSync(join(tmpdir(), "decode-tensors-"));
  try {
    const file = join(folder, "model.gguf");
    writeModel(file);
    compare(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 30 layers of 4.48 M weights: rows of 576 values, 18 blocks of 20 bytes. */
function writeModel(file) {
  const [layers, rowValues, rows, q41] = [30, 576, 7784, 3];
  const bytes = (rowValues / 32) * 20 * rows;
  const infos = Array.from({ length: layers }, (_, index) => [
    text(`blk.${index}.weight`),
    uint32(2),
    uint64(rowValues),
    uint64(rows),
    uint32(q41),
    uint64(index * bytes),
  ]).flat();
  const key = [text("general.architecture"), uint32(8), text("llama")];
  const head = Buffer.concat([Buffer.from("GGUF"), uint32(3), uint64(layers), uint64(1), ...key, ...infos]);
  // Scales of 0x2a2a, 0.048 as a half, and every number of 4 bits: NaNs would cost numpy warnings, not time.
  const data = Buffer.alloc(bytes, 0x2a);
  for (let at = 0; at < bytes; at += 20)
    for (let index = 4; index < 20; index++) data[at + index] = (at * 7919) >> index;
  const output = openSync(file, "w");
  writeSync(output, Buffer.concat([head, Buffer.alloc(-head.length & 31)]));
  for (let layer = 0; layer < layers; layer++) writeSync(output, data);
  closeSync(output);
}
