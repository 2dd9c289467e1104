import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Download, Locator, Page } from "playwright-core";
import { csvParseRows } from "d3-dsv";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

const smollm2 = fileURLToPath(new URL("../../../results/smollm2", import.meta.url));
/** A model's name that a spreadsheet would compute, and that no XML may hold as it is. */
const hostile = '=HYPERLINK("x")&nbsp;\u00a0<b>';

describeInChromium("the buttons under a figure", (open) => {
  let folder: string;
  let pages: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-downloads-"));
    const runs = join(folder, "runs");
    for (const seed of [0, 1]) await writeRun(runs, syntheticRun({ steps: 300, seed }));
    await cp(join(smollm2, "perplexity", "none"), join(runs, "a"), { recursive: true });
    for (const name of ["record", "report"]) {
      const path = join(runs, "a", `${name}.json`);
      const content = JSON.parse(await readFile(path, "utf8")) as object;
      await writeFile(path, JSON.stringify({ ...content, model: { name: hostile, fingerprint: "" } }));
    }
    ({ pages } = await buildReport([runs], join(folder, "site")));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const filesOf = async (page: Page, figure: Locator, kind: string, count: number): Promise<string[]> => {
    const saved: Download[] = [];
    const keep = (download: Download): void => void saved.push(download);
    page.on("download", keep);
    await figure.locator(`[data-download=${kind}]`).click();
    await expect.poll(() => saved.length, { timeout: 10_000 }).toBe(count);
    page.off("download", keep);
    return Promise.all(saved.map(async (download) => readFile(await download.path(), "utf8")));
  };

  test("save every drawing as a file of its own, and every number behind it, on every page", async () => {
    const seen: string[] = [];
    for (const path of pages) {
      const url = pathToFileURL(path).href;
      const figures: number[] = [];
      await open(url, async (page) => void figures.push(...(await page.locator("figure").all()).keys()));
      // A browser lets a page save some ten files and no more: each figure has a page of its own.
      for (const index of figures)
        await open(url, async (page) => {
          const figure = page.locator("figure").nth(index);
          const [svg = ""] = await filesOf(page, figure, "svg", 1);
          const [fault, title] = await page.evaluate((text) => {
            const file = new DOMParser().parseFromString(text, "image/svg+xml");
            return [file.querySelector("parsererror")?.textContent, file.querySelector("title")?.textContent ?? ""];
          }, svg);
          expect(fault, `${basename(path)}: ${title}`).toBeUndefined();
          expect(svg).toMatch(/^<svg[^>]*font-family=/u);
          // A colour that only the page knows would be black.
          expect(svg).not.toMatch(/var\(--[^,)]*\)/u);
          seen.push(title ?? "");

          const tables = await figure.locator("table").count();
          for (const csv of await filesOf(page, figure, "csv", tables)) {
            const [heading = [], ...rows] = csvParseRows(csv);
            expect(rows.length, title).toBeGreaterThan(0);
            for (const row of rows) expect(row).toHaveLength(heading.length);
            for (const cell of [heading, ...rows].flat()) {
              expect(Number.isNaN(Number(cell)) && /^[=+\-@]/u.test(cell), cell).toBe(false);
              expect(cell).not.toMatch(/\d\.\d+\.|\u202f|\u2212/u);
            }
          }
        });
    }
    expect(new Set(seen)).toEqual(
      new Set([
        "Accuracy by position",
        "Accuracy beyond the trained length while training",
        "All pairs of a head",
        "Chain of thought: which tokens make the next one",
        "Chain of thought: which tokens make token 12",
        "Loss while training",
        "Perplexity by position",
        "Wavelengths and the trained length",
        "What Resonance RoPE says",
        "What RoPE says",
        "Where later positions land",
      ]),
    );
  });

  test("save the lowest and the highest seed beside the mean, and a name that a spreadsheet cannot run", async () => {
    const csvOf = async (pattern: RegExp, title: string): Promise<string> => {
      let csv = "";
      await open(pathToFileURL(pages.find((path) => pattern.test(path)) ?? "").href, async (page) => {
        const figure = page.locator("figure", { has: page.getByText(title, { exact: true }) }).first();
        [csv = ""] = await filesOf(page, figure, "csv", 1);
      });
      return csv;
    };
    expect(await csvOf(/paper-[^-]+\.html$/u, "Accuracy by position")).toMatch(
      /^position,RoPE,"RoPE, lowest","RoPE, highest"\n5,/u,
    );
    const [names] = csvParseRows(await csvOf(/language-models\.html$/u, "Perplexity by position"));
    expect(names?.[1]).toBe(`'${hostile.replace("\u00a0", " ")}`);
  });
});
