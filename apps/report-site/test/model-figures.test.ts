import { fileURLToPath } from "node:url";
import type { EvaluationReport } from "@resonance-rope/contracts";
import { h } from "preact";
import { renderToStaticMarkup } from "preact-render-to-string";
import { expect, test } from "vitest";
import { figureSizes } from "../src/figures/figure-size.js";
import { perplexityByPosition } from "../src/figures/perplexity-by-position.js";
import { usualChoice } from "../src/pages/your-model/choice-form.js";
import { outcomeOf } from "../src/pages/your-model/examine.js";
import { exampleModel } from "../src/pages/your-model/example-model.js";
import { inspectModelFile } from "../src/pages/your-model/model-file.js";
import { WavelengthStrips } from "../src/pages/your-model/wavelength-strips.js";
import { binnedLengths, positionBins } from "../src/position-bins.js";
import { readRuns } from "../src/read-runs.js";
import { reportData } from "../src/report-data.js";

const smollm2 = fileURLToPath(new URL("../../../results/smollm2", import.meta.url));

test.each(figureSizes)("perplexity by position is drawn as before, $name", async (size) => {
  const [group] = reportData(await readRuns([smollm2])).evaluations;
  if (group === undefined) throw new Error("no evaluation in results/smollm2");
  const svg = perplexityByPosition(group, 16_384, size);
  await expect(svg).toMatchFileSnapshot(`__snapshots__/perplexity-by-position-${size.name}.svg`);
});

test("a curve holds the positions of its own length of window alone, and rows that are none are left out", () => {
  const bin = { row: "positions", length: 1024, from: 0, to: 512, perplexity: 9, low: null, high: null };
  const rows = [bin, { ...bin, length: 2048 }, { row: "document", perplexity: 9 }, { ...bin, perplexity: -1 }];
  expect(positionBins({ rows } as unknown as EvaluationReport, 1024)).toEqual([
    expect.objectContaining({ length: 1024 }),
  ]);
  expect(binnedLengths({ rows } as unknown as EvaluationReport)).toEqual([1024, 2048]);
});

test.each(figureSizes)("a model's wavelengths are drawn as before, $name", async (size) => {
  const { description } = await inspectModelFile(exampleModel);
  const choice = usualChoice(description);
  const outcome = await outcomeOf(exampleModel, description, choice);
  if (!("compared" in outcome)) throw new Error(outcome.received);
  const { trainedLength } = description.spec;
  const strips = h(WavelengthStrips, { compared: outcome.compared, trainedLength, target: choice.target, size });
  await expect(renderToStaticMarkup(strips)).toMatchFileSnapshot(`__snapshots__/wavelength-strips-${size.name}.svg`);
});
