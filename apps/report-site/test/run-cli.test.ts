import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { runCli } from "../src/run-cli.js";
import { syntheticRun, withFolder, writeRun } from "./run-folders.js";

afterEach(() => vi.restoreAllMocks());

/** Runs the command line with its two outputs caught. */
async function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const caught = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      caught[stream] += String(text);
      return true;
    });
  }
  const code = await runCli(words);
  vi.restoreAllMocks();
  return { code, ...caught };
}

test("--json prints the pages and the number of runs used, and nothing else, on stdout", async () => {
  await withFolder(async (folder) => {
    const runs = join(folder, "runs");
    await writeRun(runs, syntheticRun({ steps: 20 }));
    await writeRun(runs, syntheticRun({ steps: 20, seed: 1, result: null }));
    const { code, stdout, stderr } = await run("build", "--runs", runs, "--out", join(folder, "report"), "--json");
    expect(code).toBe(0);
    const { pages, records } = JSON.parse(stdout) as { pages: string[]; records: number };
    expect(pages[0]).toBe(join(folder, "report", "index.html"));
    expect(records).toBe(1);
    for (const page of pages) await access(page);
    expect(stderr).toContain("not finished");
  });
});

test("without --json stdout stays empty", async () => {
  await withFolder(async (folder) => {
    await mkdir(join(folder, "runs"));
    const { code, stdout, stderr } = await run(
      "build",
      "--runs",
      join(folder, "runs"),
      "--out",
      join(folder, "report"),
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("index.html");
  });
});

test("serve tells where it listens, shows the page there, and ends at Ctrl-C", async () => {
  await withFolder(async (folder) => {
    await mkdir(join(folder, "runs"));
    const program = fileURLToPath(new URL("../bin/resonance-report.js", import.meta.url));
    const words = ["serve", "--runs", join(folder, "runs"), "--port", "0", "--json"];
    const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { url, pages, records } = JSON.parse(line.toString()) as { url: string; pages: string[]; records: number };
    expect(pages).toContain("index.html");
    expect(records).toBe(0);
    expect(await (await fetch(url)).text()).toContain("No finished run yet");
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });
});

test.each([
  [[]],
  [["serve"]],
  [["serve", "--runs", ".", "--port", "1e3"]],
  [["build"]],
  [["build", "--runs", "runs"]],
  [["bild"]],
  [["build", "--colour"]],
])("bad usage %j exits with 2 and says what to try", async (words) => {
  const { code, stdout, stderr } = await run(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/resonance-report|serve: expected --port/u);
});

test("a folder of runs that is not there exits with 1 and says so", async () => {
  await withFolder(async (folder) => {
    const { code, stderr } = await run("build", "--runs", join(folder, "none"), "--out", join(folder, "report"));
    expect(code).toBe(1);
    expect(stderr).toContain("no such file or folder");
  });
});

test.each([[["--help"]], [["build", "--help"]]])("%j exits with 0 and shows an example", async (words) => {
  const { code, stdout } = await run(...words);
  expect(code).toBe(0);
  expect(stdout).toContain("$ npx resonance-report build --runs runs --out report");
});
