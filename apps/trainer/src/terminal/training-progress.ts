/**
 * How far trainings are, on standard error: a bar a run on a terminal, redrawn in place; elsewhere a
 * line at each evaluation, and one a minute between them.
 */
import type { FinetuningRow, MetricRow } from "@resonance-rope/contracts";
import pc from "picocolors";
import { formatDuration } from "./format-duration.js";
import { formatShort } from "./format-number.js";
import { liveLines } from "./live-lines.js";

export interface TrainingProgress {
  /** @param step where it begins, more than 0 when it goes on. */
  start(label: string, step: number, steps: number): void;
  row(label: string, row: MetricRow | FinetuningRow): void;
  end(label: string, words: string): void;
  /** Leaves the terminal as it is now. */
  close(): void;
}

interface Line {
  readonly steps: number;
  readonly startStep: number;
  readonly startedAt: number;
  /** When a line was last written, where nothing is drawn. */
  writtenAt: number;
  step: number;
  loss: number;
  /** What it ended with, and when. */
  ended: { readonly words: string; readonly at: number } | null;
}

const barWidth = 24;
/** Between lines of a log where nothing is measured: steps can take minutes. */
const lineMilliseconds = 60_000;

export function trainingProgress(stream: NodeJS.WriteStream, now: () => number): TrainingProgress {
  const lines = new Map<string, Line>();
  const live = liveLines(stream, now);

  const describe = (label: string, line: Line): string => {
    const width = Math.max(...[...lines.keys()].map((each) => each.length));
    const share = line.step / line.steps;
    const filled = Math.floor(share * barWidth);
    const bar = `${"█".repeat(filled)}${pc.dim("░".repeat(barWidth - filled))}`;
    return `  ${label.padEnd(width)}  ${bar}  ${String(line.step).padStart(5)}/${line.steps}  ${line.step === line.startStep ? "starting" : course(line).join("  ")}`;
  };
  const course = (line: Line): string[] => {
    const rate = (line.step - line.startStep) / Math.max(1e-3, (now() - line.startedAt) / 1000);
    const left = line.ended?.words ?? `${formatDuration((line.steps - line.step) / Math.max(rate, 1e-9))} left`;
    const pace = rate < 1 ? `${formatShort(1 / rate)} s a step` : `${rate.toFixed(1)} steps/s`;
    return [`loss ${line.loss.toFixed(3)}`, pace, left];
  };
  const draw = (force: boolean): void =>
    live.draw(() => [...lines].map(([label, line]) => describe(label, line)), force);

  return {
    start(label, step, steps) {
      const begun = { startStep: step, startedAt: now(), writtenAt: now(), loss: Number.NaN, ended: null };
      lines.set(label, { steps, step, ...begun });
      if (!stream.isTTY)
        stream.write(
          `${label}: ${step > 0 ? `going on from step ${step} of` : ""} ${steps} steps\n`.replace(":  ", ": "),
        );
      draw(true);
    },
    row(label, row) {
      const line = lines.get(label);
      if (line === undefined) return;
      line.step = row.step;
      if (row.type === "step") line.loss = row.trainingLoss;
      if (!stream.isTTY && (row.type !== "step" || now() - line.writtenAt >= lineMilliseconds)) {
        line.writtenAt = now();
        const words = row.type === "step" ? course(line).join(", ") : measured(row);
        stream.write(`${label}: step ${row.step}/${line.steps}, ${words}\n`);
      }
      draw(false);
    },
    end(label, words) {
      const line = lines.get(label);
      if (line !== undefined) line.ended = { words, at: now() };
      if (!stream.isTTY) stream.write(`${label}: ${words}\n`);
      draw(true);
    },
    close() {
      draw(true);
      live.close();
      lines.clear();
    },
  };
}

function measured(row: Exclude<MetricRow | FinetuningRow, { type: "step" }>): string {
  const loss = `validation loss ${row.validationLoss.toFixed(3)}`;
  return row.type === "validation"
    ? `${loss}, perplexity ${row.perplexity.toFixed(3)}`
    : `${loss}, accuracy trained positions ${percent(row.idAccuracy)}, longer ${percent(row.oodAccuracy)}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
