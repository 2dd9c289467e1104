/** Numbers as the pages say them, each against the one that it was made from. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import type { AuditedShortcut } from "@resonance-rope/posgen";
import { parseHTML } from "linkedom";
import { type VNode, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { compareWithPaper } from "../src/compare-with-paper.js";
import type { EvaluationGroup } from "../src/evaluation-data.js";
import { explorerLines } from "../src/explorer-data.js";
import { formatMetric } from "../src/format-metric.js";
import { AccuracyBars } from "../src/pages/accuracy-bars.js";
import { Answer } from "../src/pages/answer.js";
import { ExperimentSection } from "../src/pages/experiment-section.js";
import { gapSummary } from "../src/pages/idea/gap-summary.js";
import { headEncodings } from "../src/pages/idea/head-encodings.js";
import { ComparisonTable } from "../src/pages/language-models/comparison-table.js";
import { PasskeyGrids } from "../src/pages/language-models/passkey-grids.js";
import { PaperTable } from "../src/pages/paper-table.js";
import { sequenceTask } from "../src/pages/posgen/posgen-state.js";
import { PosGenText } from "../src/pages/posgen/posgen-text.js";
import { shortcutInWords } from "../src/pages/posgen/shortcut-words.js";
import { seriesTable } from "../src/pages/series-table.js";
import { StepSummary } from "../src/pages/your-model/step-summary.js";
import { encodingStyle } from "../src/palette.js";
import { type Experiment, reportData } from "../src/report-data.js";
import { syntheticRun } from "./run-folders.js";

/** RoPE on two seeds: 30 and 60 % right beyond the trained length. */
function twoSeeds({ idAccuracy }: { idAccuracy: number }): Experiment {
  const finished = [0.3, 0.6].map((oodAccuracy, seed) => {
    const { record, result } = syntheticRun({ steps: 10, seed, result: { oodAccuracy, idAccuracy } });
    if (result === null) throw new RangeError("twoSeeds: expected a result");
    return { record, result, curves: { training: [], validation: [] }, place: 0 };
  });
  const [experiment] = reportData({ finished, unused: [] }).experiments;
  if (experiment === undefined) throw new RangeError("twoSeeds: expected an experiment");
  return experiment;
}

function documentOf<Props>(drawing: VNode<Props>): Document {
  return parseHTML(`<html><body>${renderToString(drawing)}</body></html>`).document;
}
const textOf = <Props>(drawing: VNode<Props>): string => documentOf(drawing).body.textContent;
const cellsOf = (document: Document): string[] =>
  [...document.querySelectorAll("tbody tr:first-child td")].map(({ textContent }) => textContent);

test("the table beside the paper has the mean, its spread, the signed difference and the seeds", () => {
  const cells = cellsOf(documentOf(h(PaperTable, { experiment: twoSeeds({ idAccuracy: 0.99 }) })));
  expect(cells[0]).toBe("45.00 ± 450.0030.00 to 60.00");
  expect(cells.slice(2)).toEqual(["69.56 ± 0.33", "\u221224.56", "99.00", "0, 1"]);
});

test("bars say the lowest and the highest seed, and lines of the explorer how many", () => {
  const experiment = twoSeeds({ idAccuracy: 0.99 });
  expect(textOf(h(AccuracyBars, { experiment }))).toContain("30.0 to 60.0 over two runs. The paper: 69.56\u00a0%");
  expect(explorerLines([experiment]).map(({ seeds }) => seeds)).toEqual([2]);
});

test("who has not learned the rule is warned of, and nobody else; a small model differs from the paper's", () => {
  const warning = "RoPE had not learned the rule";
  expect(textOf(h(Answer, { experiment: twoSeeds({ idAccuracy: 0.97 }) }))).toContain(warning);
  expect(textOf(h(Answer, { experiment: twoSeeds({ idAccuracy: 0.99 }) }))).not.toContain(warning);
  const rows = compareWithPaper(twoSeeds({ idAccuracy: 0.99 }));
  expect(rows.find(({ setting }) => setting === "parameters")?.differs).toBe(true);
});

test("the tasks say how many tokens are given, and how often a guess is right", () => {
  const page = textOf(h(ExperimentSection, { experiment: twoSeeds({ idAccuracy: 0.99 }) }));
  expect(page).toContain("The first 4 are given at random");
  expect(textOf(h(PosGenText, {}))).toContain("Guessing is right on 5.9\u00a0%");
});

test("a table of lines has a band's lower end before its upper one, and leaves out what was not measured", () => {
  const band = [{ x: 1, mean: 2, low: 1, high: 4 }];
  const { columns, rows } = seriesTable("c", "step", ["a", "b"], [band, [{ x: 2, mean: 5 }]], String);
  expect(columns).toEqual(["step", "a", "a, lowest", "a, highest", "b"]);
  expect(rows).toEqual([
    [1, "2", "1", "4", ""],
    [2, "", "", "", "5"],
  ]);
});

test("the largest gap of a head is that of its worst pair", () => {
  const [rope] = headEncodings({ headDimension: 64, base: 10_000, trainedLength: 64, factor: 4 });
  if (rope === undefined) throw new RangeError("expected RoPE");
  const gaps = rope.pairs.filter(({ preCritical }) => preCritical).map(({ gap }) => gap);
  expect(gapSummary(rope)[2]).toBe(Math.max(...gaps).toPrecision(3));
});

test("a shortcut with a constant adds it, or takes it away", () => {
  const task = sequenceTask({ task: "recursive", rule: "sum", modulus: 7 });
  const shortcut = { lags: [1], coefficients: [1], period: 1, residue: 0 };
  const words = (constant: number): string =>
    shortcutInWords({ ...shortcut, constant } as unknown as AuditedShortcut, task, [3, 5], 1);
  expect(words(2)).toContain("3 + 2 = 5");
  expect(words(5)).toContain("3 − 2 = 1");
});

test("accuracies of language models are in percent, a grid says found of tried, and bold is what leaves 0 out", () => {
  expect(formatMetric("accuracy@2048", { value: 0.5, low: 0.25, high: 0.75 })).toEqual({
    value: "50.0",
    interval: "25.0 to 75.0",
  });
  const cell = { length: 2048, depth: 0.5, trials: 3, hits: 2, accuracy: 2 / 3, low: 0.2, high: 0.9 };
  const report = { rows: [cell] } as unknown as EvaluationReport;
  const style = encodingStyle({ scaling: { type: "none" }, wavelengths: "as-scaled" });
  const difference = (low: number, high: number) => ({ difference: { value: 1, low, high } });
  const comparison = { first: "a", second: "b", metrics: { clear: difference(0.5, 2), open: difference(-1, 2) } };
  const group = { evaluated: [{ label: "a", style, report }], comparisons: [comparison] } as unknown as EvaluationGroup;
  expect(textOf(h(PasskeyGrids, { group }))).toContain("2 of 3");
  const table = documentOf(h(ComparisonTable, { group, title: "t" }));
  expect([...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("td strong") !== null)).toEqual([
    true,
    false,
  ]);
});

test("steps to seen rotations are told apart: exact, between with the largest, and new", () => {
  const [compared] = headEncodings({ headDimension: 64, base: 10_000, trainedLength: 64, factor: 4 });
  if (compared === undefined) throw new RangeError("expected RoPE");
  const range = { begin: 64, end: 128, exactPairs: 1, nearPairs: 2, largestStep: 0.25, newPairs: 3 };
  const encoding = { label: "RoPE", spec: compared.spec, wavelengthsTokens: [], preCriticalPairs: 0 };
  const summary = h(StepSummary, { compared: [encoding], ranges: [[range]], trainedLength: 64, target: 128 });
  expect(cellsOf(documentOf(summary)).slice(0, 3)).toEqual(["1", "2 (0.25)", "3"]);
});
