/** What tells models of one table apart: their names without the beginning that all share. */

/** `model`, `model (YaRN)` and `model-yarn-4` are labelled `model`, `YaRN` and `yarn-4`. */
export function labelsOf(names: readonly string[]): readonly string[] {
  const shortest = names.reduce((least, name) => (name.length < least.length ? name : least), names[0] ?? "");
  const rests = names.map((name) => (name.startsWith(shortest) ? name.slice(shortest.length) : null));
  // The beginning ends where a word does, or it is none.
  if (names.length < 2 || rests.some((rest) => rest === null || /^[a-z0-9]/iu.test(rest))) return names;
  return rests.map((rest, index) => rest?.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/giu, "") || (names[index] ?? ""));
}
