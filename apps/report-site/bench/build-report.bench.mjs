/**
 * What many runs cost: seconds of `resonance runs list`, seconds and peak memory of `resonance-report build`, the weight
 * of the first page compressed, and how soon it answers in a browser. The runs are synthetic; reading and drawing them
 * is not.
 *
 *   npm run build && node apps/report-site/bench/build-report.bench.mjs [--runs 1000] [--rows 12000] [--json]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { runnerImport } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: flags } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    rows: { type: "string", default: "12000" },
    json: { type: "boolean", default: false },
  },
});
const [runs, rows] = [Number(flags.runs), Number(flags.rows)];
const { syntheticRun, writeRun } = (await runnerImport(here("../test/run-folders.ts"))).module;
const { chromiumPath } = (await runnerImport(here("../../../tooling/chromium/chromium.ts"))).module;

const folder = await mkdtemp(join(tmpdir(), "resonance-report-bench-"));
try {
  const bytes = await writeRuns(join(folder, "runs"));
  const listSeconds = await list(join(folder, "runs"));
  const built = await build(join(folder, "runs"), join(folder, "site"));
  const first = join(folder, "site", "index.html");
  const firstPageGzipped = gzipSync(await readFile(first)).length;
  const interactiveSeconds = await secondsToInteractive(pathToFileURL(first).href);
  const report = {
    benchmark: "build-report",
    runs,
    rows,
    bytes,
    listSeconds,
    ...built,
    firstPageGzipped,
    interactiveSeconds,
  };
  if (flags.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else
    process.stdout.write(
      `${runs} runs of ${rows} rows (${(bytes / 1e9).toFixed(2)} GB): listed in ${listSeconds.toFixed(2)} s, built in ${built.seconds.toFixed(1)} s with at most ${(built.peakBytes / 1e6).toFixed(0)} MB; the first page is ${(firstPageGzipped / 1e3).toFixed(0)} kB compressed and answers after ${interactiveSeconds.toFixed(2)} s\n`,
    );
} finally {
  await rm(folder, { recursive: true });
}

/** Twelve cells, as in Table 1, on as many seeds as are wanted; bytes written. */
async function writeRuns(directory) {
  let bytes = 0;
  for (let run = 0; run < runs; run++) {
    const [cell, seed] = [run % 12, Math.floor(run / 12)];
    const shape = {
      task: ["recursive", "chain-of-thought", "semi-recursive"][cell % 3],
      scaling: cell % 6 < 3 ? "none" : "yarn",
      wavelengths: cell < 6 ? "as-scaled" : "nearest-integer",
      seed,
      steps: rows,
    };
    const place = await writeRun(directory, syntheticRun(shape));
    bytes += (await stat(join(place, "metrics.jsonl"))).size;
  }
  return bytes;
}

async function list(runsDirectory) {
  const start = performance.now();
  const words = [here("../../trainer/bin/resonance.js"), "runs", "list", "--out", runsDirectory];
  const [code] = await once(spawn(process.execPath, words, { stdio: "ignore" }), "close");
  if (code !== 0) throw new Error(`resonance runs list ended with ${code}`);
  return (performance.now() - start) / 1000;
}

async function build(runsDirectory, out) {
  const tellPeak = `process.on("exit", () => process.stdout.write(String(process.resourceUsage().maxRSS)))`;
  const words = ["build", "--runs", runsDirectory, "--out", out];
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(tellPeak)}`, here("../bin/resonance-report.js"), ...words],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  let told = "";
  child.stdout.on("data", (data) => (told += data));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`resonance-report build ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, peakBytes: Number(told) * 1024 };
}

/** Until the page stands, and from a first press, which runs its script, to the figure drawn anew: the median of five. */
async function secondsToInteractive(url) {
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: ["--no-sandbox"] });
  try {
    const times = [];
    for (let round = 0; round < 5; round++) {
      const page = await browser.newPage();
      await page.goto(url);
      const milliseconds = await page.getByRole("button", { name: "Loss while training" }).evaluate(async (button) => {
        const start = performance.now();
        button.click();
        while (button.getAttribute("aria-pressed") !== "true") await new Promise(requestAnimationFrame);
        const [{ domContentLoadedEventEnd }] = performance.getEntriesByType("navigation");
        return domContentLoadedEventEnd + performance.now() - start;
      });
      times.push(milliseconds / 1000);
      await page.close();
    }
    return times.toSorted((a, b) => a - b)[2];
  } finally {
    await browser.close();
  }
}
