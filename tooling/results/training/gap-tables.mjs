/**
 * Does the gap predict? What can be computed of an encoding before any training, against the accuracy that was
 * measured beyond the trained length. Runs are compared within a setting, that is plans that differ in their encoding
 * and seed alone; a point is an encoding, its accuracy the mean over its seeds.
 */
import { encodingName, randomSource } from "@resonance-rope/contracts";
import { markdownTable } from "../markdown-table.mjs";
import { chanceInterval, rankCorrelation } from "../statistics/rank-correlation.mjs";
import { none, percent, wholeSettingOf } from "./format.mjs";
import { gapMeasures } from "./gap-measures.mjs";

const measures = {
  "feature gap": "gap",
  "of pre-critical pairs": "gapPreCritical",
  "embedded vector distance": "distance",
  "phase error": "phase",
};
/** Of two encodings any measure orders them rightly or wrongly; that is no correlation. */
const fewest = 3;
const notYet = ["No setting has three encodings yet."];

/** Spearman's correlation of each measure with OOD accuracy, and what chance gives at as few encodings. */
export function gapCorrelationTable(cells) {
  const settings = settingsOf(cells);
  if (settings.length === 0) return notYet;
  return markdownTable(
    ["setting", "encodings", ...Object.keys(measures)],
    settings.map(({ name, encodings }) => {
      const accuracies = encodings.map(({ accuracy }) => accuracy);
      return [
        name,
        String(encodings.length),
        ...Object.values(measures).map((field) =>
          correlationCell(
            encodings.map((encoding) => encoding[field]),
            accuracies,
            randomSource(0).fork(`${name} ${field}`),
          ),
        ),
      ];
    }),
  );
}

/** The points themselves. */
export function gapMeasureTable(cells) {
  const settings = settingsOf(cells);
  if (settings.length === 0) return notYet;
  return markdownTable(
    ["setting", "encoding", "OOD", ...Object.keys(measures)],
    settings.flatMap(({ name, encodings }) =>
      encodings
        .toSorted((a, b) => b.accuracy - a.accuracy)
        .map((encoding) => [
          name,
          encoding.encoding,
          percent(encoding.accuracy, 1),
          ...Object.values(measures).map((field) => encoding[field].toFixed(3)),
        ]),
    ),
  );
}

function correlationCell(measured, accuracies, random) {
  // Two that are equal but for the last digits of float64 share a rank.
  const values = measured.map((value) => Number(value.toFixed(9)));
  const correlation = rankCorrelation(values, accuracies);
  if (correlation === null) return none;
  const [low, high] = chanceInterval(values, accuracies, random);
  return `${correlation.toFixed(2)} (chance ${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function settingsOf(cells) {
  return [...groupBy(cells, wholeSettingOf)]
    .map(([name, members]) => ({ name, encodings: encodingsOf(members.flatMap(({ runs }) => runs)) }))
    .filter(({ encodings }) => encodings.length >= fewest);
}

function encodingsOf(runs) {
  const encodings = groupBy(runs, ({ record: { plan } }) => JSON.stringify([plan.rope, plan.trainingRope]));
  return [...encodings.values()].map((members) => {
    const [{ plan }] = members.map(({ record }) => record);
    return {
      encoding: encodingName(plan.rope),
      accuracy: members.reduce((sum, { result }) => sum + result.oodAccuracy, 0) / members.length,
      ...gapMeasures(plan),
    };
  });
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
