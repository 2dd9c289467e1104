/**
 * Table 2 of the paper: L-Eval's closed-ended tasks, LLaMA2-Chat. The one place for its numbers.
 *
 * Source: Wang, Kobyzev, Lu, Rezagholizadeh, Liu. Resonance RoPE: Improving Context Length Generalization of Large
 * Language Models. Findings of ACL 2024, pages 586-598; arXiv 2403.00071v2.
 */
import type { LEvalTaskName } from "./task-of-path.js";

export interface PaperLEvalRow {
  readonly model: "7B" | "13B";
  /** In thousands of tokens (of 1024). */
  readonly context: 32 | 16;
  readonly encoding: string;
  /** Length of the sequences that it was fine-tuned on, in thousands of tokens; null: it was not. */
  readonly fineTuned: 32 | 16 | 4 | null;
  /** Scores in the order of `paperLEvalTasks`. */
  readonly scores: readonly number[];
  /** As the table prints it. */
  readonly average: number;
}

export const paperLEvalTasks: readonly LEvalTaskName[] = ["coursera", "gsm100", "quality", "tpo", "codeU", "sci_fi"];

const row = (
  model: PaperLEvalRow["model"],
  encoding: string,
  fineTuned: PaperLEvalRow["fineTuned"],
  scores: readonly number[],
  average: number,
): PaperLEvalRow => ({ model, context: model === "7B" ? 32 : 16, encoding, fineTuned, scores, average });

export const paperLEval: readonly PaperLEvalRow[] = [
  row("7B", "Dynamic NTK", null, [31.98, 32, 34.65, 59.11, 1.11, 36.72], 32.59),
  row("7B", "NTK-aware", null, [36.77, 3, 26.73, 34.2, 1.11, 50.78], 25.43),
  row("7B", "YaRN", 32, [36.05, 19, 33.17, 50.56, 4.44, 56.25], 33.24),
  row("7B", "Resonance YaRN", 32, [36.48, 22, 34.16, 55.76, 0, 57.03], 34.24),
  row("7B", "YaRN", 4, [35.03, 24, 37.62, 57.62, 4.44, 60.94], 36.61),
  row("7B", "Resonance YaRN", 4, [36.34, 27, 40.59, 56.51, 3.33, 61.72], 37.58),
  row("13B", "Dynamic NTK", null, [29.22, 39, 40.59, 63.94, 1.11, 39.84], 35.62),
  row("13B", "NTK-aware", null, [40.26, 21, 38.12, 65.43, 1.11, 46.88], 35.47),
  row("13B", "YaRN", 16, [38.08, 39, 43.07, 65.43, 0, 63.28], 41.48),
  row("13B", "Resonance YaRN", 16, [38.66, 39, 43.56, 65.06, 1.11, 62.5], 41.65),
  row("13B", "YaRN", 4, [41.72, 34, 41.09, 66.91, 2.22, 48.44], 39.06),
  row("13B", "Resonance YaRN", 4, [41.86, 35, 42.57, 65.8, 5.56, 48.44], 39.87),
];
