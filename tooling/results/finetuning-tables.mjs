/** Markdown tables of one model's fine-tunings: how they went, perplexity before and after, and paired differences. */
import { compareReports } from "@resonance-rope/llm-eval";
import { readFinetuning, readReport } from "@resonance-rope/run-store";
import { markdownTable } from "./markdown-table.mjs";
import { metricTable, positionTable, withInterval } from "./report-tables.mjs";

const trainedLength = 8192;
const trainings = [
  ["yarn", "YaRN"],
  ["resonance-yarn", "Resonance YaRN"],
];
const evaluations = [
  ["before/ntk-aware", "NTK-aware, not tuned"],
  ["before/yarn", "YaRN before"],
  ["before/resonance-yarn", "Resonance YaRN before"],
  ["after/yarn", "YaRN after"],
  ["after/resonance-yarn", "Resonance YaRN after"],
];
const pairs = [
  ["before/ntk-aware", "before/yarn"],
  ["before/ntk-aware", "before/resonance-yarn"],
  ["before/yarn", "before/resonance-yarn"],
  ["after/yarn", "after/resonance-yarn"],
  ["before/yarn", "after/yarn"],
  ["before/resonance-yarn", "after/resonance-yarn"],
];

/** @param folder holds `finetuning/<encoding>`, a run each, and `<before or after>/<encoding>/report.json`. */
export async function finetuningTables(folder) {
  const runs = [];
  for (const [encoding, name] of trainings) runs.push([name, await readFinetuning(`${folder}finetuning/${encoding}`)]);
  const reports = new Map();
  for (const [place] of evaluations) reports.set(place, await readReport(folder + place));
  const columns = evaluations.map(([place, name]) => [name, reports.get(place)]);
  return {
    "fine-tuned, training": trainingTable(runs),
    "fine-tuned, perplexity": metricTable(
      columns,
      { "perplexity, by token": "perplexity", "perplexity, by word": "wordPerplexity", "bits a byte": "bitsPerByte" },
      2,
    ),
    "fine-tuned, perplexity by position": positionTable(columns, trainedLength),
    "fine-tuned, differences": differenceTable(reports),
  };
}

/** Held-out perplexity at each validation. */
function trainingTable(runs) {
  const validations = runs.map(([, { metrics }]) => metrics.filter(({ type }) => type === "validation"));
  return markdownTable(
    ["step", ...runs.map(([name]) => name)],
    validations[0].map(({ step }, index) => [
      String(step),
      ...validations.map((rows) => rows[index].perplexity.toFixed(2)),
    ]),
  );
}

/** Paired by document; on how many the second is lower. */
function differenceTable(reports) {
  const names = new Map(evaluations);
  return markdownTable(
    ["", "perplexity", "lower on"],
    pairs.map(([first, second]) => {
      const [before, after] = [first, second].map((place) => reports.get(place));
      const { difference } = compareReports(before, after).metrics.perplexity;
      const perplexities = [before, after].map(perplexityOfDocuments);
      const documents = [...perplexities[0].keys()];
      const lower = documents.filter((name) => perplexities[1].get(name) < perplexities[0].get(name));
      return [
        `${names.get(second)} minus ${names.get(first)}`,
        withInterval(difference, 2),
        `${lower.length} of ${documents.length}`,
      ];
    }),
  );
}

function perplexityOfDocuments({ rows }) {
  const documents = rows.filter(({ row }) => row === "document");
  return new Map(documents.map(({ document, perplexity }) => [document, perplexity]));
}
