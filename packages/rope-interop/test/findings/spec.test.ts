import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { errorsFirst } from "../../src/findings/errors-first.js";
import type { Finding } from "../../src/findings/finding.js";
import { float32Phases } from "../../src/findings/float32-phases.js";
import { phaseShift } from "../../src/findings/phase-shift.js";

/** One pair, which turns 1 radian a token, and with its wavelength chosen `radians` less in all of 1001 tokens. */
function shiftedBy(radians: number): RopeSpec {
  const wavelengthsTokens = [(2 * Math.PI) / (1 - radians / 1000)];
  return withRopeDefaults({ headDimension: 2, trainedLength: 1001, wavelengths: { type: "given", wavelengthsTokens } });
}

test("chosen wavelengths are worth a warning from a tenth of a radian on", () => {
  expect(phaseShift(shiftedBy(0.09))).toEqual([]);
  expect(phaseShift(shiftedBy(0.11))).toMatchObject([
    { level: "warning", code: "phases-shifted", message: expect.stringContaining("up to 0.110 radians") },
  ]);
  expect(phaseShift(shiftedBy(3.1))[0]?.message).toContain("0 of 1 pairs by more than half a turn");
  expect(phaseShift(shiftedBy(3.2))[0]?.message).toContain("1 of 1 pairs by more than half a turn");
});

test("wavelengths as they were scaled shift nothing", () =>
  expect(phaseShift(withRopeDefaults({ headDimension: 2, trainedLength: 1001 }))).toEqual([]));

test("float32 is worth a note where its angles are off by a tenth of a radian", () => {
  // 0.1 / 1.24e-7 = 806 452
  expect(float32Phases(806_451)).toEqual([]);
  expect(float32Phases(806_452)).toMatchObject([{ level: "note", code: "float32-phase-error" }]);
  expect(float32Phases(1_048_576)[0]?.message).toContain("0.13 radians");
});

test("errors come before warnings and those before notes, and else the order stays", () => {
  const findings = ["note a", "warning b", "error c", "note d", "warning e", "error f"].map((each): Finding => {
    const [level, code] = each.split(" ") as [Finding["level"], string];
    return { level, code, message: "" };
  });
  expect(errorsFirst(findings).map(({ code }) => code)).toEqual(["c", "f", "b", "e", "a", "d"]);
});
