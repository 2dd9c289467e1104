import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

describeInChromium("every page of the site", (open) => {
  let folder: string;
  let pages: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-site-"));
    const runs = join(folder, "runs");
    await writeRun(runs, syntheticRun({ steps: 60 }));
    await writeRun(runs, syntheticRun({ steps: 60, wavelengths: "nearest-integer" }));
    await writeRun(runs, syntheticRun({ steps: 60, task: "recursive" }));
    ({ pages } = await buildReport(runs, join(folder, "site")));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("opens by double click, complains of nothing, asks for nothing, and leads to the others", async () => {
    for (const path of pages) {
      await open(pathToFileURL(path).href, async (page) => {
        expect(await page.title()).toContain("Resonance RoPE");
        const links = await page
          .locator("a:not([href^=http]):not([href^='#'])")
          .evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split("#", 1)[0]));
        expect(await readdir(join(folder, "site"))).toEqual(expect.arrayContaining(links));
      });
    }
  });

  test.each(["light", "dark"] as const)("has no fault that axe finds, in the %s theme", async (colorScheme) => {
    for (const path of pages) {
      await open(
        pathToFileURL(path).href,
        async (page) => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
          expect(faults, path).toEqual([]);
        },
        { colorScheme },
      );
    }
  });
});
