/** Counts what a soak has done. */
import type { Ended } from "./start-command.js";
import type { Weather } from "./weather.js";

export interface Tally {
  attempt(lane: string, weather: Weather, ended: Ended): void;
  job(lane: string): void;
  line(): string;
  lines(): readonly string[];
}

export function tallyOf(): Tally {
  const [jobs, attempts, weathers] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, key: string): unknown => to.set(key, (to.get(key) ?? 0) + 1);
  const sum = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((total, count) => total + count, 0);
  return {
    attempt(lane, { disturbance, syncMilliseconds, clockBackAt }, { code, signal }) {
      add(attempts, lane);
      const hasHit = code !== 0 || signal !== null;
      if (disturbance !== null) add(weathers, `${disturbance.type}${hasHit ? "" : " (ended before, or unharmed)"}`);
      if (syncMilliseconds > 0) add(weathers, "slow syncs");
      if (clockBackAt !== null) add(weathers, "the clock set back");
    },
    job: (lane) => void add(jobs, lane),
    line: () => `${sum(jobs)} jobs, ${sum(attempts)} commands`,
    lines: () => [
      ...[...jobs].map(([lane, count]) => `${lane}: ${count} jobs in ${attempts.get(lane) ?? 0} commands`),
      ...[...weathers].toSorted().map(([name, count]) => `${name}: ${count}`),
    ],
  };
}
