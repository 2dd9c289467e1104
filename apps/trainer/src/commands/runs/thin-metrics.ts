/**
 * Fewer rows of a run's metrics, for keeping: at most `most`, 200 unless said. Everything but steps stays. Of these
 * stay the first, the last, and others at even distances between them, each as it was measured and none averaged,
 * so that a loss curve keeps its ends, its shape and its noise. The order stays; rows thinned once stay as they are.
 */
/** More than `most` where the others alone are: they and the two ends of the steps are never left out. */
export function thinMetrics<Row extends { readonly type: string }>(rows: readonly Row[], most: number = 200): Row[] {
  const steps = rows.filter(({ type }) => type === "step");
  const kept = Math.max(2, most - (rows.length - steps.length));
  if (steps.length <= kept) return [...rows];
  const spacing = (steps.length - 1) / (kept - 1);
  const chosen = new Set(Array.from({ length: kept }, (_, place) => steps[Math.round(place * spacing)]));
  return rows.filter((row) => row.type !== "step" || chosen.has(row));
}
