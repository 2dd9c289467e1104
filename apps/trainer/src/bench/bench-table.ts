/** The report as a person reads it. */
import { formatCount, formatPercent, formatWhole } from "../terminal/format-number.js";
import { type Column, table } from "../terminal/table.js";
import type { BenchReport, BenchRow, ComparisonKey } from "./bench-report.js";

export function benchTable(report: BenchReport): string {
  const { rows, leftOut, peaks, withoutPeer, threads, machine, loadBefore } = report;
  const groups = new Map<string, BenchRow[]>();
  for (const row of rows) groups.set(titleOf(row), [...(groups.get(titleOf(row)) ?? []), row]);
  return [
    `  ${machine.processor}, ${formatCount(threads, "thread")}, load ${loadBefore.toFixed(2)} before`,
    ...[...groups].flatMap(([heading, group]) => ["", `  ${heading}`, ...table(columnsFor(report), group)]),
    "",
    ...leftOut.map((left) => `  left out: ${left.contender}, ${titleOf(left)}: ${left.why}`),
    ...(withoutPeer === null ? [] : [`  PyTorch is left out: ${withoutPeer}`]),
    ...peaks.map(
      ({ precision, gflops }) =>
        `  peak: ${gflops.toFixed(0)} GFLOP/s in a large ${precision} product on the same engine`,
    ),
    "  ours: times as fast as this contender, the ratio of medians. outside: of the time, in JavaScript and the binding.",
    "  Contenders start from weights of their own: losses are alike, not equal.",
  ].join("\n");
}

const what: Readonly<Record<ComparisonKey["suite"], string>> = {
  train: "training step",
  evaluate: "scoring 1000 sequences",
  growth: "training step, 8192 tokens",
};

export const titleOf = ({ suite, size, precision, length }: ComparisonKey): string =>
  `${what[suite]}, size ${size}, length ${length}, ${precision}`;

const share = (value: number | null): string => (value === null ? "" : formatPercent(Number(value.toFixed(3))));

function columnsFor({ ratios }: BenchReport): Column<BenchRow>[] {
  const right = (name: string, cell: Column<BenchRow>["cell"]): Column<BenchRow> => ({
    title: name,
    align: "right",
    cell,
  });
  return [
    { title: "", align: "left", cell: ({ engine }) => engine },
    right("ms", ({ medianMs }) => medianMs.toFixed(1)),
    right("quartiles", (row) => `${row.lowerQuartileMs.toFixed(0)} - ${row.upperQuartileMs.toFixed(0)}`),
    right("tokens/s", ({ tokensPerSecond }) => formatWhole(Math.round(tokensPerSecond))),
    right("ours", (row) => {
      const ratio = ratios.find(({ peer, ...key }) => peer === row.contender && titleOf(key) === titleOf(row));
      return ratio === undefined ? "" : `${ratio.ratioOfMedians.toFixed(2)}x`;
    }),
    right("peak", ({ shareOfPeak }) => share(shareOfPeak)),
    right("outside", ({ shareOutside }) => share(shareOutside)),
    right("MB", ({ peakRssBytes }) => formatWhole(Math.round(peakRssBytes / 2 ** 20))),
    right("loss", ({ loss }) => loss?.toFixed(3) ?? ""),
  ];
}
