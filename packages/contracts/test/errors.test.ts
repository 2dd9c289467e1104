import { RopeError } from "@resonance-rope/rope-core";
import { describe, expect, it, vi } from "vitest";
import { ResonanceError, ruleSchema, trainingPlanSchema, validate } from "../src/index.js";
import { exampleDocuments, examplePlan } from "./example-documents.js";

const details = { where: "train", expected: "a", received: "b" };
const context = { kind: "invalid-file", where: "readRun", what: "record.json of runs/abc" } as const;

/** The error that validating throws. */
function refusal(schema: Parameters<typeof validate>[0], value: unknown, remedy?: string): ResonanceError {
  try {
    validate(schema, value, remedy === undefined ? context : { ...context, remedy });
  } catch (error) {
    if (ResonanceError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("ResonanceError", () => {
  it("names the function, what was expected, what came, and the remedy", () => {
    const cause = new Error("disk");
    const error = new ResonanceError({ ...details, kind: "unavailable", remedy: "c", cause });
    expect(error.message).toBe("train: expected a, got b; c");
    expect(error).toMatchObject({ ...details, kind: "unavailable", remedy: "c", cause, name: "ResonanceError" });
    expect(new ResonanceError({ ...details, kind: "unavailable" }).message).toBe("train: expected a, got b");
  });

  it("is recognised across installed copies of the package, and so is rope-core's", async () => {
    vi.resetModules();
    const copy = await import("../src/index.js");
    const error = new copy.ResonanceError({ ...details, kind: "invalid-argument" });
    expect(copy.ResonanceError).not.toBe(ResonanceError);
    expect(error).not.toBeInstanceOf(ResonanceError);
    expect(ResonanceError.isInstance(error)).toBe(true);
    expect(ResonanceError.isInstance(new RopeError(details))).toBe(true);
    expect(new RopeError(details)).toMatchObject({ ...details, kind: "invalid-argument" });
  });

  it("shows what a file or server made in one line, short, and with nothing that a terminal obeys", () => {
    const hostile = `\u001B]0;title\u0007\n  try  rm -rf ~\r\u202E${"x".repeat(1e6)}`;
    // `where` may name a key of a file.
    const error = new ResonanceError({ kind: "invalid-file", where: hostile, expected: hostile, received: hostile });
    for (const words of [error.message, error.where, error.expected, error.received]) {
      expect(words.length).toBeLessThan(3500);
      expect(words).not.toMatch(/[\p{Cc}\u202E]/u);
      expect(words).toContain("\\u001b]0;title\\u0007 try rm -rf ~ \\u202ex");
    }
  });

  it("is nothing else", () => {
    for (const other of [new Error("x"), { family: "@resonance-rope" }, null, undefined, "@resonance-rope"]) {
      expect(ResonanceError.isInstance(other)).toBe(false);
    }
  });
});

describe("validate", () => {
  it("refuses a record whose words a terminal would obey", () => {
    const escape = "\u001B]0;a title\u0007";
    for (const [name, schema, document] of exampleDocuments.filter(([each]) =>
      /^(?:record|report|result of)/u.test(each),
    )) {
      const text = JSON.stringify(document);
      for (const place of text.match(/"(?:SmolLM2|any|book\.txt|adapter\/adapter_config\.json)"/gu) ?? []) {
        const hostile: unknown = JSON.parse(text.replace(place, JSON.stringify(escape)));
        expect(() => validate(schema, hostile, context), `${name}: ${place}`).toThrow("control characters");
      }
    }
  });

  it("hands a valid value on", () => {
    expect(validate(trainingPlanSchema, examplePlan, context)).toEqual(examplePlan);
  });

  it("lists each field that does not fit, by its path", () => {
    const { message, kind } = refusal(trainingPlanSchema, {
      ...examplePlan,
      steps: -1,
      model: { ...examplePlan.model, width: "wide" },
      rope: { ...examplePlan.rope, scaling: { type: "linear", factor: 0.5 } },
    });
    expect(kind).toBe("invalid-file");
    expect(message).toMatch(/^readRun: expected a valid record\.json of runs\/abc, got /u);
    for (const path of ["steps: ", "model.width: ", "rope.scaling.factor: "]) expect(message).toContain(path);
  });

  it("names a field that has no place, and the whole where there is no field", () => {
    expect(refusal(ruleSchema, { type: "sum-modulo", modulo: 7 }).message).toContain('"modulo"');
    expect(refusal(ruleSchema, null, "write it anew").message).toMatch(/got the whole: .+; write it anew$/u);
  });

  it("says no more than five things", () => {
    expect(refusal(trainingPlanSchema, {}).received.split(/, (?=[\w.]+: )/u)).toHaveLength(5);
  });
});
