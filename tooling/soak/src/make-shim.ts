/** storm.c, compiled and seen to work; null where there is no compiler, or where programs do not load it. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export function makeShim(folder: string): string | null {
  const shim = join(folder, "storm.so");
  const source = new URL("../storm.c", import.meta.url).pathname;
  try {
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], { stdio: "ignore" });
    const words = ["-e", "console.log(Date.now())"];
    const environment = { ...process.env, LD_PRELOAD: shim, STORM_CLOCK_BACK: "3600" };
    const told = Number(execFileSync(process.execPath, words, { env: environment, encoding: "utf8" }));
    return Date.now() - told > 3_500_000 ? shim : null;
  } catch {
    return null;
  }
}
