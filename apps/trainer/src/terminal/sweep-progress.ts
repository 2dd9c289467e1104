/**
 * How far a sweep is, on standard error: a table with a row a cell on a terminal, redrawn in place; elsewhere a
 * line now and then, and one for each run that fails.
 */
import type { MetricRow } from "@resonance-rope/contracts";
import type { RunEnd } from "../launchers/launcher.js";
import type { CellState, SweepState } from "../sweep/sweep-state.js";
import type { SweepRun } from "../sweep/sweep-run.js";
import { formatDuration } from "./format-duration.js";
import { formatCount, formatShort, formatWhole } from "./format-number.js";
import { liveLines } from "./live-lines.js";
import { type Column, table } from "./table.js";

export interface SweepProgress {
  start(run: SweepRun, step: number): void;
  row(run: SweepRun, row: MetricRow): void;
  end(run: SweepRun, end: RunEnd): void;
  /** Leaves the terminal as it is now. */
  close(): void;
}

/** Between two lines of a log: where runs end, and while none does. */
const [endPause, stepPause] = [10_000, 60_000];
/** Of a terminal that does not say how high it is. */
const usualHeight = 24;
/** Title, total, the line that says how many rows are not shown, and the prompt. */
const otherLines = 5;

export function sweepProgress(stream: NodeJS.WriteStream, state: SweepState, now: () => number): SweepProgress {
  const live = liveLines(stream, now);
  let writtenAt = now();
  // Narrow, so that the longest encoding of the longest task still fits in 80 characters.
  const columns: readonly Column<CellState>[] = [
    { title: "cell", align: "left", cell: ({ label }) => label },
    { title: "done", align: "right", cell: ({ done, total }) => `${done}/${total}` },
    { title: "run", align: "right", cell: ({ running }) => some(running.size) },
    { title: "step", align: "right", cell: (cell) => stepOf(cell) },
    { title: "s/step", align: "right", cell: ({ secondsPerStep: pace }) => (pace === null ? "" : formatShort(pace)) },
    {
      title: "left",
      align: "right",
      cell: ({ workLeft, done, total }) =>
        done === total ? "" : formatDuration(state.secondsFor(workLeft, total - done)),
    },
  ];
  const withFailures = columns.toSpliced(3, 0, {
    title: "fail",
    align: "right",
    cell: ({ failed }) => some(failed.size),
  });
  const lines = (): string[] => {
    const most = Math.max(1, (stream.rows || usualHeight) - otherLines);
    const shown = mostOf(state.cells, most);
    const hidden = state.cells.length - shown.length;
    return [
      ...table(shown.some(({ failed }) => failed.size > 0) ? withFailures : columns, shown),
      ...(hidden === 0 ? [] : [`  … and ${formatCount(hidden, "cell")} more`]),
      `  ${totalOf(state)}`,
    ];
  };
  const log = (pause: number, line: () => string): void => {
    if (stream.isTTY || now() - writtenAt < pause) return;
    writtenAt = now();
    stream.write(`${line()}\n`);
  };
  const draw = (force: boolean): void => live.draw(lines, force);
  return {
    start(run, step) {
      state.start(run, step);
      draw(false);
    },
    row(run, row) {
      state.row(run, row);
      draw(false);
      log(stepPause, () => totalOf(state));
    },
    end(run, end) {
      state.end(run, end);
      draw(true);
      if (end.status !== "failed") log(endPause, () => `${end.status} ${run.runId}; ${totalOf(state)}`);
      else if (!stream.isTTY) stream.write(`failed ${run.runId}: ${end.error.message}\n`);
    },
    close() {
      draw(true);
      live.close();
    },
  };
}

const some = (count: number): string => (count === 0 ? "" : String(count));

/** Of the run that is furthest back. */
function stepOf({ running, steps }: CellState): string {
  return running.size === 0 ? "" : `${Math.min(...running.values())}/${steps}`;
}

/** All cells where they fit, else those that run, those with failures and the next ones, in the order of the plan. */
function mostOf(cells: readonly CellState[], most: number): readonly CellState[] {
  if (cells.length <= most) return cells;
  const rank = ({ running, failed, done, total }: CellState): number =>
    running.size > 0 ? 0 : failed.size > 0 ? 1 : done < total ? 2 : 3;
  const chosen = new Set(cells.toSorted((a, b) => rank(a) - rank(b)).slice(0, most));
  return cells.filter((cell) => chosen.has(cell));
}

function totalOf(state: SweepState): string {
  let [done, running, failed, total, workLeft] = [0, 0, 0, 0, 0];
  for (const cell of state.cells) {
    done += cell.done;
    running += cell.running.size;
    failed += cell.failed.size;
    total += cell.total;
    workLeft += cell.workLeft;
  }
  const left = done === total ? "" : `, about ${formatDuration(state.secondsFor(workLeft, total - done))} left`;
  return `${formatWhole(done)} of ${formatWhole(total)} done, ${running} running, ${failed} failed${left}`;
}
