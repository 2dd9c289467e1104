import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildReport } from "../src/build-report.js";
import { sitePages } from "../src/site-pages.js";
import { axeFaults } from "./axe-faults.js";
import { describeInChromium } from "./in-chromium.js";
import { syntheticRun, writeRun } from "./run-folders.js";

/** The named pages, and those of the one experiment. */
const names = [...Object.values(sitePages).map(({ file }) => file), "experiment", "experiment-runs"];

describeInChromium("every page of the site", (open) => {
  let folder: string;
  let pages: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resonance-site-"));
    const runs = join(folder, "runs");
    // Tables of few rows: what axe looks through.
    const { plan } = syntheticRun().record;
    for (const wavelengths of ["as-scaled", "nearest-integer"] as const) {
      const rope = { ...plan.rope, wavelengths };
      const shorter = { ...plan, steps: 60, testedLength: 80, rope, trainingRope: rope };
      await writeRun(runs, syntheticRun({ steps: 60, wavelengths, plan: shorter }));
    }
    ({ pages } = await buildReport([runs], join(folder, "site")));
    expect(pages).toHaveLength(names.length);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  const addressOf = (name: string): string => {
    const ofExperiment = { experiment: /paper-[^-]+\.html$/u, "experiment-runs": /-runs\.html$/u }[name];
    const path = pages.find((each) => ofExperiment?.test(each) ?? basename(each) === name);
    return pathToFileURL(path ?? "").href;
  };

  test("runs no script but its own, whatever got into the page", async () => {
    const html = await readFile(new URL(addressOf("index.html")), "utf8");
    const path = join(folder, "injected.html");
    await writeFile(path, html.replace("</main>", "<script>document.title = 'ran'</script></main>"));
    let title = "";
    const opened = open(pathToFileURL(path).href, async (page) => {
      title = await page.title();
    });
    const complaint = expect.stringContaining("Content Security Policy") as string;
    await expect(opened).rejects.toMatchObject({ actual: [complaint] });
    expect(title).toContain("Results");
  });

  test("shows no control that does nothing where scripts do not run", async () => {
    for (const path of pages)
      await open(
        pathToFileURL(path).href,
        async (page) => {
          const controls = page.locator("button, input, select, textarea").filter({ visible: true });
          expect(await controls.count(), basename(path)).toBe(0);
        },
        { javaScriptEnabled: false },
      );
  });

  describe.each(names)("%s", (name) => {
    test("opens by double click, complains of nothing, asks for nothing, and leads to the others", async () => {
      await open(addressOf(name), async (page) => {
        expect(await page.title()).toContain("Resonance RoPE");
        const links = await page
          .locator("a:not([href^=http]):not([href^='#'])")
          .evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split("#", 1)[0]));
        expect(await readdir(join(folder, "site"))).toEqual(expect.arrayContaining(links));
      });
    });

    test("has no fault that axe finds, light or dark", async () => {
      await open(addressOf(name), async (page) => {
        expect(await axeFaults(page)).toEqual([]);
      });
    });
  });
});
