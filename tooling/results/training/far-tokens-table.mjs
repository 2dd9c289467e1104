/** What models of chain of thought follow once the far tokens are replaced: the rule, or the sequence as it was made. */
import { markdownTable } from "../markdown-table.mjs";
import { percent, settingOf } from "./format.mjs";

/**
 * @param cells with the runs that are done.
 * @param uses what `resonance posgen far-tokens --json` printed: shares by run; a run that is in no cell is an error.
 */
export function farTokensTable(cells, uses) {
  const rest = new Map(uses.map((use) => [use.runId, use]));
  const rows = cells.flatMap((cell) => {
    const own = cell.runs.flatMap(({ record }) => {
      const use = rest.get(record.runId);
      rest.delete(record.runId);
      return use === undefined ? [] : [use];
    });
    return own.length === 0 ? [] : [{ cell, own }];
  });
  const [unknown] = rest.keys();
  if (unknown !== undefined) throw new Error(`farTokensTable: ${unknown} is no run of these cells`);
  const mean = (own, which, what) => own.reduce((sum, use) => sum + use[which][what], 0) / own.length;
  const named = rows.map(({ cell }) => cell);
  return markdownTable(
    ["task", "encoding", "runs", "ID: the rule", "ID: as made", "OOD: the rule", "OOD: as made"],
    rows.map(({ cell, own }) => [
      settingOf(cell, named),
      cell.encoding,
      String(own.length),
      ...["trained", "longer"].flatMap((which) =>
        ["rule", "sequence"].map((what) => percent(mean(own, which, what), 1)),
      ),
    ]),
  );
}
