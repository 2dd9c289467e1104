/** The name that a shortened or mistyped word most likely stands for: `cot` is `chain-of-thought`. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  if (typed === "") return undefined;
  const shortened = names.find((name) => initials(name) === typed) ?? names.find((name) => name.startsWith(typed));
  if (shortened !== undefined) return shortened;
  const distances = names.map((name) => ({ name, distance: editDistance(typed, name) }));
  const nearest = distances.toSorted((a, b) => a.distance - b.distance)[0];
  // Further than that, two words have little in common.
  return nearest !== undefined && nearest.distance <= 0.4 * nearest.name.length ? nearest.name : undefined;
}

/** Of a name of several parts; a single letter says too little. */
function initials(name: string): string | undefined {
  const parts = name.split("-");
  return parts.length > 1 ? parts.map((part) => part.charAt(0)).join("") : undefined;
}

/** Letters to insert, delete, replace, or swap with the next one. */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    rows.push(next);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(
        Math.min(
          at(row - 1, column - 1) + (same ? 0 : 1),
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(from.length, to.length);
}
