/** How far an evaluation is, on standard error: one line redrawn on a terminal, elsewhere a line now and then. */
import type { EvaluationProgress } from "@resonance-rope/llm-eval";
import { formatDuration } from "./format-duration.js";
import { formatShort, formatWhole } from "./format-number.js";

export interface EvaluationProgressLine {
  readonly show: (progress: EvaluationProgress) => void;
  /** Leaves the terminal as it is now; twice is once. */
  readonly close: () => void;
}

const redrawMilliseconds = 100;
const lineMilliseconds = 30_000;

export function evaluationProgress(stream: NodeJS.WriteStream, now: () => number): EvaluationProgressLine {
  let shownAt = -Infinity;
  let isOpen = false;
  return {
    show(progress) {
      const isLast = progress.answered === progress.items;
      if (!isLast && now() - shownAt < (stream.isTTY ? redrawMilliseconds : lineMilliseconds)) return;
      shownAt = now();
      if (stream.isTTY && isOpen) {
        stream.cursorTo(0);
        stream.clearLine(1);
      }
      stream.write(`  ${progressWords(progress)}${stream.isTTY ? "" : "\n"}`);
      isOpen = stream.isTTY;
    },
    close() {
      if (isOpen) stream.write("\n");
      isOpen = false;
    },
  };
}

function progressWords({ answered, items, tokensPerSecond, secondsLeft }: EvaluationProgress): string {
  const count = `${formatWhole(answered)}/${formatWhole(items)} answered`;
  if (answered === items || !Number.isFinite(secondsLeft)) return count;
  return `${count}, ${formatShort(tokensPerSecond)} tokens/s, ${formatDuration(secondsLeft)} left`;
}
