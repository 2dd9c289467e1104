import { ResonanceError } from "@resonance-rope/contracts";
import { CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { explainError } from "../src/terminal/explain-error.js";
import { nearestName } from "../src/terminal/nearest-name.js";

beforeEach(() => {
  vi.stubEnv("FORCE_COLOR", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const explained = (message: string, words: string): string =>
  explainError(new CommanderError(2, "commander.invalidArgument", `error: ${message}`), words.split(" "));

describe("a name that is not known", () => {
  const scalings = ["none", "linear", "ntk-aware", "dynamic-ntk", "adjusted-base", "yarn", "longrope", "llama3"];

  it.each([
    ["cot", ["recursive", "chain-of-thought", "semi-recursive"], "chain-of-thought"],
    ["semi", ["recursive", "chain-of-thought", "semi-recursive"], "semi-recursive"],
    ["recusrive", ["recursive", "chain-of-thought", "semi-recursive"], "recursive"],
    ["yran", scalings, "yarn"],
    ["YaRN", scalings, "yarn"],
    ["ntk", scalings, "ntk-aware"],
    ["llama-3", scalings, "llama3"],
    ["banana", scalings, undefined],
    ["", scalings, undefined],
  ])("is taken for the nearest one: %s", (word, names, nearest) => {
    expect(nearestName(word, names)).toBe(nearest);
  });
});

describe("an explanation", () => {
  it("corrects the word in its place, however it was given", () => {
    const message = "option '--scaling <name>' argument 'yran' is invalid. Allowed choices are none, yarn.";
    expect(explained(message, "rope --scaling yran --out yran")).toContain(
      "npx resonance rope --scaling yarn --out yran\n",
    );
    expect(explained(message, "rope --scaling=yran")).toContain("npx resonance rope --scaling=yarn\n");
    expect(explained(message, "other words")).toContain("try      --scaling yarn\n");
  });

  it("quotes words for a shell", () => {
    const message = "option '--task <name>' argument 'cot' is invalid. Allowed choices are chain-of-thought.";
    expect(explained(message, "train --task cot --out|it's here".replace("|", " ")).trimEnd()).toMatch(
      /--out 'it'\\''s' here$/u,
    );
  });

  it("shows a value that holds quotes and lines", () => {
    const message = "option '--factor <s>' argument 'it's\n4' is invalid. Expected a number.";
    expect(explained(message, "rope")).toBe(`  error  --factor: got "it's\n4"\n         expected a number\n`);
  });

  it("gives expectation and remedy of the project's own errors", () => {
    const error = new ResonanceError({ kind: "unavailable", where: "here", expected: "a", received: "b", remedy: "c" });
    expect(explainError(error, [])).toBe("  error  here: got b\n         expected a\n         try      c\n");
  });

  it("shows only the message of an unforeseen error", () => {
    vi.stubEnv("DEBUG", undefined);
    expect(explainError(new Error("disk on fire"), [])).toBe("  error  disk on fire\n");
  });
});
