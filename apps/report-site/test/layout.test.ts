/**
 * Every page at the widths of a phone, a laptop and a wide screen. With RESONANCE_SCREENSHOTS=FOLDER each is also
 * kept there as a picture, in both themes, for people to look at.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

const pictures = process.env["RESONANCE_SCREENSHOTS"];
const themes = pictures === undefined ? (["light"] as const) : (["light", "dark"] as const);

describeInChromium("the layout", (open) => {
  let folder: string;
  let pages: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-layout-"));
    const runs = join(folder, "runs");
    for (const scaling of ["none", "yarn"] as const)
      for (const wavelengths of ["as-scaled", "nearest-integer"] as const)
        for (const seed of [0, 1]) await writeRun(runs, syntheticRun({ steps: 200, scaling, wavelengths, seed }));
    // Two of one name, which then carries its settings and is long.
    const { rope } = syntheticRun({ scaling: "yarn" }).record.plan;
    const other = { ...rope, scaling: { ...rope.scaling, beta: 32 } } as typeof rope;
    const { plan } = syntheticRun({ steps: 200, scaling: "yarn" }).record;
    await writeRun(runs, syntheticRun({ steps: 200, plan: { ...plan, rope: other, trainingRope: other } }));
    ({ pages } = await buildReport([runs], join(folder, "site")));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const widths = [390, 1280, 1920] as const;

  test(`fits screens of ${widths.join(", ")} pixels, without scrolling sideways`, async () => {
    for (const path of pages)
      await open(pathToFileURL(path).href, async (page) => {
        for (const width of widths)
          for (const colorScheme of themes) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            const name = `${basename(path, ".html")}-${width}-${colorScheme}`;
            expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
            if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
          }
      });
  });
});
