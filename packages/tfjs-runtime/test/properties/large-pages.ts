import { existsSync, readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";

const setting = "/sys/kernel/mm/transparent_hugepage/enabled";
const offered = existsSync(setting) && !readFileSync(setting, "utf8").includes("[never]");

export function largePages(): void {
  it.skipIf(!offered)("a large tensor stands on memory marked for large pages, where Linux offers them", () => {
    const marked = (): number => {
      const areas = readFileSync("/proc/self/smaps", "utf8").split(/^(?=[\da-f]+-[\da-f]+ )/mu);
      const resident = areas.map((area) => (/^VmFlags:.* hg\b/mu.test(area) ? /^Rss: +(\d+)/mu.exec(area)?.[1] : 0));
      return 1024 * resident.reduce<number>((sum, kibibytes) => sum + Number(kibibytes), 0);
    };
    const before = marked();
    const large = tf.fill([2 ** 26], 1);
    expect(large.dataSync().at(-1)).toBe(1);
    expect(marked() - before).toBeGreaterThan(0.9 * 4 * 2 ** 26);
    large.dispose();
  });
}
