import { describe, expect, it } from "vitest";
import { runInProcess } from "./usage-in-process.js";

const posgen = ["rope", "--head-dim", "64", "--trained-length", "64", "--tested-length", "256"];

describe("resonance rope on a terminal", () => {
  it("says that resonance makes the gap of the pre-critical pairs exactly zero, and what it cannot help", async () => {
    const { stdout } = await runInProcess([...posgen, "--resonance"]);
    expect(stdout).toContain("9 of 32 pairs turn fully within the trained length (critical pair 9)");
    expect(stdout).toContain("all together after 16 936 920 tokens");
    expect(stdout).toContain("at 256 tokens: feature gap exactly 0");
    expect(stdout).toMatch(/23 pairs beyond what training saw .*--scaling yarn --factor 4/u);
  });

  it("says what resonance would change where it is off", async () => {
    expect((await runInProcess(posgen)).stdout).toMatch(/feature gap 0\.\d+, .* with --resonance exactly 0/u);
  });

  it("does not count a wavelength rounded to the trained length itself among those that leave it", async () => {
    // Pair 7 of NTK-aware at s = 4: 64.436 rounds to 64.
    const { stdout } = await runInProcess([...posgen, "--scaling", "ntk-aware", "--factor", "4", "--resonance"]);
    expect(stdout).toContain("1 pair more: nothing new either");
    expect(stdout).toContain("24 pairs beyond what training saw");
  });

  it("rounds a period of 52 digits", async () => {
    const { stdout } = await runInProcess(["rope", "--head-dim", "128", "--trained-length", "4096", "--resonance"]);
    expect(stdout).toContain("all together after 7.058e51 tokens");
  });
});
