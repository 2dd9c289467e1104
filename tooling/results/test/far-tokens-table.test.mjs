import { describe, expect, it } from "vitest";
import { farTokensTable } from "../training/far-tokens-table.mjs";

describe("the table of far tokens", () => {
  const cell = (encoding, ...runIds) => ({
    task: "chain-of-thought",
    rule: encoding === "NTK" ? "random-table:0" : "sum-modulo",
    modulus: 17,
    encoding,
    runs: runIds.map((runId) => ({ record: { runId } })),
  });
  const use = (runId, rule) => ({
    runId,
    trained: { tokens: 9, rule, sequence: 1 - rule },
    longer: { tokens: 9, rule: rule / 2, sequence: 0 },
  });

  it("has the mean of each cell's runs, and leaves out a cell of which none was asked", () => {
    const cells = [cell("RoPE", "a", "b"), cell("YaRN", "c"), cell("NTK", "d")];
    expect(
      farTokensTable(cells, [use("b", 1), use("a", 0.5)])
        .slice(2)
        .map((row) => row.replaceAll(/ +/gu, " ")),
    ).toEqual(["| chain-of-thought | RoPE | 2 | 75.0 | 25.0 | 37.5 | 0.0 |"]);
    expect(farTokensTable(cells, [use("b", 1), use("d", 1)]).slice(2)).toEqual([
      expect.stringMatching(/^\| chain-of-thought, sum-modulo +\| RoPE/u),
      expect.stringMatching(/^\| chain-of-thought, random-table:0 +\| NTK/u),
    ]);
  });

  it("refuses a run of which no result is kept", () => {
    expect(() => farTokensTable([cell("RoPE", "a")], [use("z", 1)])).toThrow("z is no run");
  });
});
