/** The closed-ended tasks of L-Eval, by the names of its files, and how its scorer tells them apart. */

export const lEvalTaskNames = [
  "coursera",
  "quality",
  "tpo",
  "gsm100",
  "codeU",
  "topic_retrieval_longchat",
  "sci_fi",
] as const;
export type LEvalTaskName = (typeof lEvalTaskNames)[number];

/**
 * The first task whose mark stands anywhere in the path, folders included, as upstream decides it: `gsm-runs/tpo.jsonl`
 * is tpo only because multiple choice comes first. Null where none does; upstream compares such answers as they are.
 */
export function taskOfPath(path: string): LEvalTaskName | null {
  return lEvalTaskNames.find((name) => path.includes(name === "gsm100" ? "gsm" : name)) ?? null;
}
