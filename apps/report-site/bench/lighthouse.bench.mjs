/**
 * Lighthouse's four scores of every page of the site, as a phone sees it over a slow network: the median of five.
 *
 *   npm run build && node apps/report-site/bench/lighthouse.bench.mjs --runs RUNS [--rounds 5] [--json]
 *
 * Lighthouse comes through npx at the version named here; nothing else of the project needs it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const lighthouse = "lighthouse@12.8.2";
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: flags } = parseArgs({
  options: {
    runs: { type: "string" },
    rounds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});
const { chromiumPath } = (await runnerImport(here("../../../tooling/chromium/chromium.ts"))).module;
const categories = ["performance", "accessibility", "best-practices", "seo"];
const folder = await mkdtemp(join(tmpdir(), "resonance-lighthouse-"));
const server = spawn(
  process.execPath,
  [here("../bin/resonance-report.js"), "serve", "--runs", flags.runs ?? folder, "--port", "0", "--json"],
  { stdio: ["ignore", "pipe", "inherit"] },
);
try {
  const { url, pages } = await firstDocument(server.stdout);
  const medians = {};
  for (const page of pages) {
    const rounds = [];
    for (let round = 0; round < Number(flags.rounds); round++) rounds.push(await scores(url + page));
    medians[page] = Object.fromEntries(
      categories.map((name) => [name, rounds.map((each) => each[name]).toSorted((a, b) => a - b)[rounds.length >> 1]]),
    );
    if (!flags.json) process.stdout.write(`${page.padEnd(48)} ${JSON.stringify(medians[page])}\n`);
  }
  if (flags.json) process.stdout.write(`${JSON.stringify({ benchmark: "lighthouse", lighthouse, medians })}\n`);
} finally {
  server.kill("SIGINT");
  await rm(folder, { recursive: true });
}

async function firstDocument(stream) {
  let text = "";
  for await (const piece of stream) {
    text += piece;
    if (text.endsWith("}\n")) return JSON.parse(text);
  }
  throw new Error("resonance-report serve ended before it listened");
}

async function scores(url) {
  const out = join(folder, "lighthouse.json");
  const words = ["--yes", lighthouse, url, "--quiet", "--output=json", `--output-path=${out}`];
  const child = spawn("npx", [...words, "--chrome-flags=--headless=new --no-sandbox"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CHROME_PATH: await chromiumPath() },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
  const report = JSON.parse(await readFile(out, "utf8"));
  return Object.fromEntries(categories.map((name) => [name, Math.round(100 * report.categories[name].score)]));
}
