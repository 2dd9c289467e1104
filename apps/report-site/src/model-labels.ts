/** What tells models of one table apart: their names without the one that they all begin with, and that one. */
export interface ModelLabels {
  /** The model that the others are made from; null where there is none. */
  readonly base: string | null;
  readonly labels: readonly string[];
}

/** `model`, `model (YaRN)` and `model-yarn-4` are `as it is`, `YaRN` and `yarn-4`, of the base `model`. */
export function labelsOf(names: readonly string[]): ModelLabels {
  const base = names.find((name) => names.every((other) => isMadeFrom(name, other)));
  if (names.length < 2 || base === undefined) return { base: null, labels: names };
  const labels = names.map(
    (name) => name.slice(base.length).replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/giu, "") || "as it is",
  );
  return { base, labels };
}

/** The beginning ends where a word does, or it is none. */
const isMadeFrom = (base: string, name: string): boolean =>
  name.startsWith(base) && !/^[a-z0-9]/iu.test(name.slice(base.length));
