/** Whether a process grows: between collections memory goes up and down, so its floors are compared. */
import type { SiteSample } from "./served-site.js";

/** Growth of the floor that is no leak yet: caches fill, and code is compiled, for a while. */
const allowedShare = 0.15;
const allowedMegabytes = 48;
const allowedHandles = 4;

export function growthOf(samples: readonly SiteSample[]): { readonly fault: string | null; readonly words: string } {
  const quarter = Math.floor(samples.length / 4);
  if (quarter < 10) return { fault: null, words: "too short to say whether it grows" };
  // The first quarter is its start.
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(-quarter);
  const floor = (of: readonly SiteSample[], value: (sample: SiteSample) => number): number =>
    Math.min(...of.map(value));
  const [from, to] = [floor(early, ({ megabytes }) => megabytes), floor(late, ({ megabytes }) => megabytes)];
  const [open, openNow] = [floor(early, ({ handles }) => handles), floor(late, ({ handles }) => handles)];
  const words = `at least ${from.toFixed(0)} MB early and ${to.toFixed(0)} MB late (${slopeOf(samples.slice(2 * quarter)).toFixed(1)} MB a minute in its second half), ${open} and ${openNow} open files`;
  const grows = to > from * (1 + allowedShare) + allowedMegabytes || openNow > open + allowedHandles;
  return { fault: grows ? `grows: ${words}` : null, words };
}

/** Megabytes a minute, by least squares. */
function slopeOf(samples: readonly SiteSample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ seconds }) => seconds)), mean(samples.map(({ megabytes }) => megabytes))];
  const products = samples.map(({ seconds, megabytes }) => (seconds - x) * (megabytes - y));
  return (60 * mean(products)) / mean(samples.map(({ seconds }) => (seconds - x) ** 2));
}
