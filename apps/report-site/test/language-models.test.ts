import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listEvaluations } from "@resonance-rope/run-store";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { formatMetric } from "../src/format-metric.js";
import { labelsOf } from "../src/model-labels.js";
import { repeatEvaluation } from "../src/repeat-evaluation.js";
import { axeFaults } from "./axe-faults.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

/** Real evaluations, three of each of three kinds, in folders in folders. */
const smollm2 = fileURLToPath(new URL("../../../results/smollm2", import.meta.url));
const commandLine = fileURLToPath(import.meta.resolve("@resonance-rope/trainer/package.json")).replace(
  "package.json",
  "bin/resonance.js",
);

let folder: string;
let page: string;
let built: Awaited<ReturnType<typeof buildReport>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-language-models-"));
  built = await buildReport([smollm2], join(folder, "site"));
  page = join(folder, "site", "language-models.html");
});
afterAll(() => rm(folder, { recursive: true }));

const textOf = async (path: string): Promise<string> =>
  parseHTML(await readFile(path, "utf8")).document.querySelector("main")?.textContent ?? "";

async function rebuilt(
  name: string,
  fill: (runs: string) => Promise<unknown>,
): Promise<typeof built & { text: string }> {
  const runs = join(folder, name);
  await mkdir(runs);
  await fill(runs);
  const out = join(folder, `${name}-site`);
  return { ...(await buildReport([runs], out)), text: await textOf(join(out, "language-models.html")) };
}

describe("the committed evaluations of SmolLM2", () => {
  test("are all there with every metric and its interval, and nothing in their folder is called a broken run", async () => {
    expect(built.unused).toEqual([]);
    const text = await textOf(page);
    const { evaluations } = await listEvaluations(smollm2);
    expect(evaluations).toHaveLength(9);
    for (const { record, report } of evaluations) {
      expect(text).toContain(record.model.fingerprint);
      for (const [name, metric] of Object.entries(report.metrics)) {
        const { value, interval } = formatMetric(name, metric);
        expect(text).toContain(`${value}${interval}`);
      }
    }
  });

  test("give the differences that the results' own page prints", async () => {
    const text = await textOf(page);
    // results/smollm2/README.md, "Differences, item by item"
    expect(text).toContain("+0.37+0.32 to +0.41");
    expect(text).toContain("\u221223.19\u221224.94 to \u221221.27");
    expect(text).toContain("+4.5\u22121.5 to +12.5");
  });

  test("are drawn as curves with intervals, and as grids whose cells say how many of how many", async () => {
    const { document } = parseHTML(await readFile(page, "utf8"));
    const [drawing] = document.querySelectorAll("figure svg[role=img]");
    expect(drawing?.querySelector("desc")?.textContent).toContain("Resonance YaRN: 31.3 at the first 512 positions");
    expect(document.querySelectorAll("table.grid")).toHaveLength(3);
    expect(document.querySelector("table.grid td")?.textContent).toBe("3 of 344 to 100 %");
  });

  test("are repeated by commands whose every flag the command line has", async () => {
    const { evaluations } = await listEvaluations(smollm2);
    const commands = evaluations.flatMap(({ record }) => repeatEvaluation(record) ?? []);
    expect(commands.map((command) => command.split(" ").slice(0, 4).join(" "))).toEqual(
      [...Array.from({ length: 3 }, () => "passkey"), ...Array.from({ length: 3 }, () => "ruler")].map(
        (name) => `npx resonance eval ${name}`,
      ),
    );
    for (const evaluation of ["passkey", "ruler"]) {
      const help = spawnSync(process.execPath, [commandLine, "eval", evaluation, "--help"]).stdout.toString();
      const [command = ""] = commands.filter((each) => each.includes(` ${evaluation} `));
      for (const [flag] of command.matchAll(/--[a-z-]+/gu)) expect(help).toContain(`${flag} `);
    }
    expect(commands[0]).toContain("--length 2048 4096 8192 12288 --depth 0 0.25 0.5 0.75 1 --trials 3");
  });
});

test("the paper's Table 2 stands there, and without an evaluation what to type", async () => {
  const { text, unused } = await rebuilt("empty", async () => {});
  expect(unused).toEqual([]);
  expect(text).toContain("No evaluation yet");
  expect(text).toContain("npx resonance eval perplexity --model model.gguf");
  expect(text).toContain("37.58");
});

test("a training run and an evaluation beside it are each their own; a broken and a copied one say why", async () => {
  const { unused, records } = await rebuilt("mixed", async (runs) => {
    await writeRun(runs, syntheticRun({ steps: 20 }));
    await cp(join(smollm2, "ruler", "none"), join(runs, "eval-one"), { recursive: true });
    await cp(join(smollm2, "ruler", "none"), join(runs, "eval-two"), { recursive: true });
    await cp(join(smollm2, "ruler", "yarn"), join(runs, "sorted", "broken"), { recursive: true });
    await writeFile(join(runs, "sorted", "broken", "report.json"), "{}");
  });
  expect(records).toBe(1);
  const reasons = Object.fromEntries(unused.map((each) => [each.folder, each.reason]));
  expect(Object.keys(reasons).toSorted()).toEqual(["eval-two", "sorted/broken"]);
  expect(reasons["eval-two"]).toContain("a second copy");
  expect(reasons["sorted/broken"]).not.toContain(folder);
});

test("evaluations of other protocols are not held against each other", async () => {
  const { text } = await rebuilt("protocols", async (runs) => {
    await cp(join(smollm2, "ruler", "none"), join(runs, "a"), { recursive: true });
    await cp(join(smollm2, "ruler", "yarn"), join(runs, "b"), { recursive: true });
    for (const name of ["record", "report"]) {
      const path = join(runs, "b", `${name}.json`);
      const content = JSON.parse(await readFile(path, "utf8")) as { protocol: object };
      await writeFile(path, JSON.stringify({ ...content, protocol: { ...content.protocol, seed: 1 } }));
    }
  });
  expect(text).not.toContain("Differences, item by item");
  expect(text).toContain("RULER, protocol 1, with 95 % intervals");
  expect(text).toContain("RULER, protocol 2, with 95 % intervals");
});

test("a command to repeat is one command, whatever the record calls its model", async () => {
  const { evaluations } = await listEvaluations(smollm2);
  const passkey = evaluations.find(({ record }) => record.evaluation === "passkey")?.record;
  if (passkey === undefined) throw new Error("no passkey evaluation");
  for (const name of ["a; touch b.gguf", "$(touch b).gguf", "`touch b`.gguf", "it's & 'b'.gguf"]) {
    const command = repeatEvaluation({ ...passkey, model: { name, fingerprint: "sha256:0" } }) ?? "";
    const said = spawnSync("sh", ["-c", `npx() { printf '%s\\n' "$@"; }; ${command}`], { encoding: "utf8" });
    expect(said.stdout.split("\n").slice(0, 5)).toEqual(["resonance", "eval", "passkey", "--model", name]);
    expect(said.stderr).toBe("");
  }
});

test("markup in a model's name is text", async () => {
  const markup = "<img src=x onerror=alert(1)>";
  const { text } = await rebuilt("markup", async (runs) => {
    await cp(join(smollm2, "perplexity", "none"), join(runs, "a"), { recursive: true });
    for (const name of ["record", "report"]) {
      const path = join(runs, "a", `${name}.json`);
      const content = JSON.parse(await readFile(path, "utf8")) as object;
      await writeFile(path, JSON.stringify({ ...content, model: { name: markup, fingerprint: markup } }));
    }
  });
  expect(text).toContain(markup);
});

test("models are labelled by what their names do not share, only at the end of a word", () => {
  const gguf = ["m.gguf (YaRN)", "m.gguf", "m.gguf (Resonance YaRN)"];
  expect(labelsOf(gguf)).toEqual({ base: "m.gguf", labels: ["YaRN", "as it is", "Resonance YaRN"] });
  expect(labelsOf(["model", "model-yarn-4"])).toEqual({ base: "model", labels: ["as it is", "yarn-4"] });
  for (const names of [["model-1", "model-10"], ["one", "other"], ["one"], []])
    expect(labelsOf(names)).toEqual({ base: null, labels: names });
});

describeInChromium("the language models' page", (open) => {
  test("fits a phone, asks for nothing, and axe finds no fault, light or dark", async () => {
    await open(
      pathToFileURL(page).href,
      async (shown) => {
        expect(await axeFaults(shown)).toEqual([]);
        expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      },
      { viewport: { width: 390, height: 800 } },
    );
  });
});
