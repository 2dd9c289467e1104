import type { HashForm } from "../use-hash-state.js";

export const explorerFigures = ["accuracy", "learning", "loss"] as const;
export type ExplorerFigure = (typeof explorerFigures)[number];

/** What a reader of the results chose to see. */
export interface ExplorerState {
  /** Keys of the lines drawn. */
  readonly drawn: readonly string[];
  readonly figure: ExplorerFigure;
  /** Empty for every task. */
  readonly task: string;
  /** Empty for every setting. */
  readonly setting: string;
  /** Words that a row must hold. */
  readonly words: string;
}

/**
 * @param known keys that can be drawn: a link may name runs that a later site lacks.
 * @param drawn those that are drawn first.
 */
export function explorerForm(known: readonly string[], drawn: readonly string[]): HashForm<ExplorerState> {
  const initial: ExplorerState = { drawn, figure: "accuracy", task: "", setting: "", words: "" };
  return {
    initial,
    read: (fields) => ({
      drawn:
        fields
          .get("draw")
          ?.split(",")
          .filter((key) => known.includes(key)) ?? drawn,
      figure: explorerFigures.find((name) => name === fields.get("figure")) ?? initial.figure,
      task: fields.get("task") ?? "",
      setting: fields.get("setting") ?? "",
      words: fields.get("words") ?? "",
    }),
    /** What differs from the first state alone: keys are long. */
    write({ drawn: chosen, ...others }) {
      const changed = Object.entries(others).filter(
        ([field, value]) => value !== initial[field as keyof typeof others],
      );
      return { ...(chosen.join() === drawn.join() ? {} : { draw: chosen.join() }), ...Object.fromEntries(changed) };
    },
  };
}
