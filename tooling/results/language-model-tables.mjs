/** Markdown tables of one model's evaluations: perplexity by position, passkey, RULER, and paired differences. */
import { compareReports } from "@resonance-rope/llm-eval";
import { readReport } from "@resonance-rope/run-store";
import { markdownTable } from "./markdown-table.mjs";
import { metricTable, positionTable, withInterval } from "./report-tables.mjs";

const encodings = [
  ["none", "as it is"],
  ["yarn", "YaRN"],
  ["resonance-yarn", "Resonance YaRN"],
];
const names = encodings.map(([, name]) => name);

/** @param folder holds `<evaluation>/<encoding>/report.json`. */
export async function languageModelTables(folder) {
  const reports = {};
  for (const evaluation of ["perplexity", "passkey", "ruler"]) {
    reports[evaluation] = await Promise.all(
      encodings.map(([encoding]) => readReport(`${folder}${evaluation}/${encoding}`)),
    );
  }
  return {
    perplexity: metricTable(
      columnsOf(reports.perplexity),
      { "perplexity, by token": "perplexity", "perplexity, by word": "wordPerplexity", "bits a byte": "bitsPerByte" },
      2,
    ),
    "perplexity by position": positionTable(columnsOf(reports.perplexity), 8192),
    passkey: passkeyTable(reports.passkey),
    ruler: metricTable(
      columnsOf(reports.ruler),
      Object.fromEntries(Object.keys(reports.ruler[0].metrics).map((name) => [name, name])),
      1,
    ),
    differences: differenceTable(reports),
  };
}

/** Names beside reports. */
function columnsOf(reports) {
  return reports.map((report, index) => [names[index], report]);
}

/** Right answers of those asked, by length and depth. */
function passkeyTable(reports) {
  const lengths = [...new Set(reports[0].rows.map(({ length }) => length))];
  const depths = [...new Set(reports[0].rows.map(({ depth }) => depth))];
  return markdownTable(
    ["tokens", "encoding", ...depths.map((depth) => `depth ${depth}`), "share"],
    lengths.flatMap((length) =>
      reports.map(({ rows, metrics }, index) => [
        String(length),
        names[index],
        ...depths.map((depth) => {
          const { hits, trials } = rows.find((row) => row.length === length && row.depth === depth);
          return `${hits} of ${trials}`;
        }),
        withInterval(metrics[`accuracy@${length}`], 2),
      ]),
    ),
  );
}

function differenceTable(reports) {
  const measured = [
    ["perplexity", "perplexity", 2],
    ["passkey", "accuracy", 3],
    ["passkey", "accuracy@12288", 3],
    ["ruler", "average", 1],
  ];
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ];
  return markdownTable(
    ["", ...pairs.map(([first, second]) => `${names[second]} minus ${names[first]}`)],
    measured.map(([evaluation, metric, digits]) => [
      `${evaluation}, ${metric}`,
      ...pairs.map(([first, second]) => {
        const { metrics } = compareReports(reports[evaluation][first], reports[evaluation][second]);
        return withInterval(metrics[metric].difference, digits);
      }),
    ]),
  );
}
