import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { comparisonOf } from "../src/comparison.js";
import { accuracyByPosition } from "../src/figures/accuracy-by-position.js";
import { type FigureSize, narrow, wide } from "../src/figures/figure-size.js";
import { learningCurves } from "../src/figures/learning-curves.js";
import { lossCurves } from "../src/figures/loss-curves.js";
import { tokenDependencies } from "../src/figures/token-dependencies.js";
import { wavelengths } from "../src/figures/wavelengths.js";
import type { Experiment } from "../src/report-data.js";
import { syntheticExperiment } from "./synthetic-experiment.js";

const figures: Readonly<Record<string, (experiment: Experiment, size: FigureSize) => string>> = {
  "accuracy-by-position": (experiment, size) => accuracyByPosition(comparisonOf(experiment), size),
  "loss-curves": (experiment, size) => lossCurves(comparisonOf(experiment), size),
  "learning-curves": (experiment, size) => learningCurves(comparisonOf(experiment), size),
  wavelengths,
  "token-dependencies": ({ plan, anchor }, size) => tokenDependencies(plan.task, anchor, size),
};

test.each(Object.entries(figures))("%s is drawn as it was reviewed", async (name, draw) => {
  const experiment = await syntheticExperiment();
  for (const size of [wide, narrow]) {
    const svg = draw(experiment, size).replaceAll("><", ">\n<");
    await expect(svg).toMatchFileSnapshot(`__snapshots__/${name}-${size.name}.svg`);
  }
});

test.each(Object.entries(figures))("%s is a file of its own that says in words what it shows", async (_, draw) => {
  const svg = draw(await syntheticExperiment(), wide);
  const { document } = parseHTML(`<body>${svg}</body>`);
  const root = document.querySelector("svg");
  expect(root?.getAttribute("xmlns")).toBe("http://www.w3.org/2000/svg");
  expect(root?.getAttribute("role")).toBe("img");
  for (const id of root?.getAttribute("aria-labelledby")?.split(" ") ?? [""]) {
    expect(document.getElementById(id)?.textContent?.length).toBeGreaterThan(10);
  }
  expect(svg).not.toMatch(/NaN|undefined|Infinity/u);
});

test("accuracy by position leaves out the seed tokens and every seed's line ends at the tested length", async () => {
  const svg = accuracyByPosition(comparisonOf(await syntheticExperiment()), wide);
  expect(svg).toContain("never trained");
  expect(svg).toContain("chance 5.9 %");
});

test("names wider than the figure go on in further lines of its key, each within the width", async () => {
  const experiment = await syntheticExperiment();
  const long = `YaRN (${"factor 4, ".repeat(12)}${"x".repeat(60)})`;
  const lines = comparisonOf(experiment).lines.map((line) => ({ ...line, name: long }));
  for (const size of [wide, narrow]) {
    const { document } = parseHTML(`<body>${accuracyByPosition({ id: "long", lines }, size)}</body>`);
    const parts = [...document.querySelectorAll("svg > g:last-child tspan")];
    expect(
      parts
        .map(({ textContent }) => textContent)
        .join("")
        .replaceAll(" ", ""),
    ).toBe(long.repeat(2).replaceAll(" ", ""));
    for (const { textContent } of parts) expect(36 + 7 * textContent.length).toBeLessThanOrEqual(size.width);
    const heights = parts.map((part) => part.getAttribute("y"));
    expect(new Set(heights).size).toBe(heights.length);
  }
});

test("a loss of zero is left out of the logarithm instead of breaking it", async () => {
  const experiment = await syntheticExperiment({ trainingLoss: 0 });
  expect(lossCurves(comparisonOf(experiment), wide)).not.toMatch(/NaN|Infinity/u);
});
