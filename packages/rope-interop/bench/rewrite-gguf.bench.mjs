/**
 * How fast a GGUF is rewritten with another position encoding, beside `cp` and `sync` of the same file, and what
 * memory that takes of a file that would fill it: `npm run build`, then
 * `node bench/rewrite-gguf.bench.mjs [GB of random weights, default 4] [GB of zeros, default 40]`.
 * Files are made in the temporary folder (TMPDIR), three times the first size, and removed.
 */
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { positionEncodingEdits } from "@resonance-rope/rope-interop";
import { openGguf, writeGguf } from "@resonance-rope/rope-interop/node";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { median, print } from "./figures.mjs";
import { text, uint32, uint64 } from "./gguf-bytes.mjs";

const GIGABYTE = 1e9;
const ROUNDS = 3;
const ROWS = 4096;

const [gigabytes = "4", sparseGigabytes = "40", input, output] = process.argv.slice(2);
if (input === undefined) compare(Number(gigabytes), Number(sparseGigabytes));
else await rewrite(input, output);

/** One rewrite, in a process of its own so that its memory is its own. */
async function rewrite(from, to) {
  const model = await openGguf(from);
  const scaling = { type: "yarn", factor: 8 };
  const wavelengths = "nearest-integer";
  const spec = withRopeDefaults({ headDimension: 128, trainedLength: 4096, scaling, wavelengths });
  await writeGguf(model, to, await positionEncodingEdits(model, spec, 32_768));
  await model.close();
  process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
}

function compare(size, sparseSize) {
  const folder = mkdtempSync(join(tmpdir(), "rewrite-gguf-"));
  try {
    const file = join(folder, "model.gguf");
    writeModel(file, size * GIGABYTE, true);
    const times = { "cp and sync": [], rewrite: [] };
    let memory = 0;
    // The first round warms the disk and is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
      const seconds = {
        "cp and sync": timed(folder, (copy) => execFileSync("sh", ["-c", 'cp "$0" "$1" && sync "$1"', file, copy])),
        rewrite: timed(folder, (copy) => (memory = Math.max(memory, rewriteApart(file, copy)))),
      };
      if (round > 0) for (const [name, list] of Object.entries(times)) list.push(seconds[name]);
    }
    for (const [name, list] of Object.entries(times)) {
      const rates = list.map((seconds) => (size * GIGABYTE) / seconds / 1e6);
      print(name, `${median(rates).toFixed(0)} MB/s (${rates.map((rate) => rate.toFixed(0)).join(", ")})`);
    }
    print("rewrite to cp and sync", (median(times["cp and sync"]) / median(times.rewrite)).toFixed(2));
    print("resident memory", `${(memory / 1e6).toFixed(0)} MB`);
    rmSync(file);

    writeModel(file, sparseSize * GIGABYTE, false);
    const copy = join(folder, "copy.gguf");
    const start = performance.now();
    const sparseMemory = rewriteApart(file, copy);
    const seconds = (performance.now() - start) / 1000;
    print(
      `${sparseSize} GB of zeros`,
      `${seconds.toFixed(1)} s, resident memory ${(sparseMemory / 1e6).toFixed(0)} MB`,
    );
    print("on disk", `${((statSync(copy).blocks * 512) / 1e6).toFixed(1)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seconds to make a copy, which is removed; what waits to be written is written before. */
function timed(folder, make) {
  execFileSync("sync");
  const copy = join(folder, "copy.gguf");
  const start = performance.now();
  make(copy);
  const seconds = (performance.now() - start) / 1000;
  rmSync(copy);
  return seconds;
}

function rewriteApart(from, to) {
  return Number(execFileSync("node", [fileURLToPath(import.meta.url), "0", "0", from, to]));
}

/** A llama of one large matrix for each 512 MB, random or never written. */
function writeModel(path, size, isRandom) {
  const rowBytes = Math.ceil(5e8 / ROWS / 4096) * 4096;
  const count = Math.max(1, Math.round(size / (rowBytes * ROWS)));
  const keys = [
    entry("general.architecture", 8, text("llama")),
    entry("llama.context_length", 4, uint32(4096)),
    entry("llama.embedding_length", 4, uint32(4096)),
    entry("llama.attention.head_count", 4, uint32(32)),
  ];
  const infos = Array.from({ length: count }, (_, index) =>
    // F32, shape [rowBytes / 4, ROWS].
    [
      text(`blk.${index}.ffn_up.weight`),
      uint32(2),
      uint64(rowBytes / 4),
      uint64(ROWS),
      uint32(0),
      uint64(index * rowBytes * ROWS),
    ],
  ).flat();
  const head = Buffer.concat([Buffer.from("GGUF"), uint32(3), uint64(count), uint64(keys.length), ...keys, ...infos]);
  const begin = Math.ceil(head.length / 32) * 32;
  const file = openSync(path, "w");
  writeSync(file, head, 0, head.length, 0);
  const end = begin + count * rowBytes * ROWS;
  if (isRandom) {
    const block = randomFillSync(Buffer.alloc(2 ** 25));
    for (let at = begin; at < end; at += block.length) writeSync(file, block, 0, Math.min(block.length, end - at), at);
  }
  ftruncateSync(file, end);
  closeSync(file);
}

function entry(key, type, value) {
  return Buffer.concat([text(key), uint32(type), value]);
}
