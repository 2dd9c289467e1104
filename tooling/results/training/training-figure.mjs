/**
 * Figures of a plan's runs, a panel a task: the losses of Figure 3 of the paper, and what it does not show, accuracy
 * beyond the trained length along the training. Lines are means over the seeds that are done; where those are
 * several, each seed is a thin line too.
 */
import * as Plot from "@observablehq/plot";
import { settingOf } from "./format.mjs";
import { standaloneSvg } from "./standalone-svg.mjs";

/** Okabe and Ito's hues, for colour-blind readers: warm as scaled, cool with Resonance. Others take what is left. */
const hues = {
  RoPE: "#c04f00",
  "Resonance RoPE": "#0072b2",
  YaRN: "#a84f80",
  "Resonance YaRN": "#007a59",
};
const others = ["#a87000", "#2b87bd", "#595959", "#b8860b", "#6a5acd", "#8b0000", "#2f4f4f", "#708238", "#c71585"];

/** Training loss as lines, validation loss as dots, in nats a token. */
export function lossFigure(cells) {
  const training = pointsOf(cells, (row) => (row.type === "step" ? row.trainingLoss : null));
  const validation = pointsOf(cells, (row) => (row.type === "evaluation" ? row.validationLoss : null));
  return figure(cells, {
    y: { type: "log", label: null, grid: true, ticks: [0.05, 0.1, 0.2, 0.5, 1, 2], tickFormat: String },
    title: "loss, nats a token (logarithmic): training as lines, validation as dots",
    marks: [
      Plot.lineY(meansOf(training), { ...byEncoding, stroke: "encoding", strokeWidth: 1.2 }),
      Plot.dot(meansOf(validation), { ...byEncoding, fill: "encoding", r: 2.5 }),
    ],
  });
}

/** Over the validation split. */
export function accuracyFigure(cells) {
  const points = pointsOf(cells, (row) => (row.type === "evaluation" ? 100 * row.oodAccuracy : null));
  return figure(cells, {
    y: { label: null, grid: true, domain: [0, 100] },
    title: "accuracy beyond the trained length along the training, %",
    marks: [
      Plot.lineY(points, { ...byEncoding, z: "run", stroke: "encoding", strokeWidth: 0.8, strokeOpacity: 0.5 }),
      Plot.lineY(meansOf(points), { ...byEncoding, stroke: "encoding", strokeWidth: 2 }),
    ],
  });
}

const byEncoding = { x: "step", y: "value", z: "encoding", fx: "panel" };

function figure(cells, { y, title, marks }) {
  const names = [...new Set(cells.map(({ encoding }) => encoding))];
  const unnamed = names.filter((name) => !(name in hues));
  const range = names.map((name) => hues[name] ?? others[unnamed.indexOf(name) % others.length]);
  const panels = [...new Set(cells.map((cell) => settingOf(cell, cells)))];
  return standaloneSvg(title, Object.fromEntries(names.map((name, index) => [name, range[index]])), {
    width: 90 + 300 * panels.length,
    height: 320,
    x: { label: "step", ticks: 4, domain: [0, Math.max(...cells.map(({ steps }) => steps))] },
    fx: { label: null, domain: panels },
    y,
    color: { type: "ordinal", domain: names, range },
    marks: [Plot.frame({ stroke: "#ddd" }), ...marks],
  });
}

function pointsOf(cells, valueOf) {
  return cells.flatMap((cell) =>
    cell.runs.flatMap(({ seed, metrics }) =>
      metrics.flatMap((row) => {
        const value = valueOf(row);
        if (value === null) return [];
        const { encoding } = cell;
        const panel = settingOf(cell, cells);
        return [{ panel, encoding, run: `${panel} ${encoding} ${seed}`, step: row.step, value }];
      }),
    ),
  );
}

/** Over the seeds, at each step of each encoding. */
function meansOf(points) {
  const groups = new Map();
  for (const point of points) {
    const key = JSON.stringify([point.panel, point.encoding, point.step]);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].map((group) => ({
    ...group[0],
    value: group.reduce((sum, { value }) => sum + value, 0) / group.length,
  }));
}
