export const explorerFigures = ["accuracy", "learning", "loss"] as const;
export type ExplorerFigure = (typeof explorerFigures)[number];

/** What a reader of the results chose to see, as the part of the address after the `#`: a link shows it again. */
export interface ExplorerState {
  /** Keys of the lines drawn, in the order in which they were pinned. */
  readonly drawn: readonly string[];
  readonly figure: ExplorerFigure;
  /** Empty for every task. */
  readonly task: string;
  /** Empty for every setting. */
  readonly setting: string;
  /** Words that a row must hold. */
  readonly words: string;
}

/** @param known keys that can be drawn: a link may name runs that a later site lacks. */
export function stateOfHash(hash: string, initial: ExplorerState, known: ReadonlySet<string>): ExplorerState {
  const fields = new URLSearchParams(hash.replace(/^#/u, ""));
  const drawn = fields
    .get("draw")
    ?.split(",")
    .filter((key) => known.has(key));
  return {
    drawn: drawn ?? initial.drawn,
    figure: explorerFigures.find((name) => name === fields.get("figure")) ?? initial.figure,
    task: fields.get("task") ?? "",
    setting: fields.get("setting") ?? "",
    words: fields.get("words") ?? "",
  };
}

/** Empty for the first state, so that a plain address stays plain. */
export function hashOfState(state: ExplorerState, initial: ExplorerState): string {
  const fields = new URLSearchParams();
  if (state.drawn.join(",") !== initial.drawn.join(",")) fields.set("draw", state.drawn.join(","));
  if (state.figure !== initial.figure) fields.set("figure", state.figure);
  for (const field of ["task", "setting", "words"] as const) if (state[field] !== "") fields.set(field, state[field]);
  return fields.size === 0 ? "" : `#${fields.toString()}`;
}
