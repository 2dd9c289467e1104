import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";
import { runInProcess } from "./usage-in-process.js";

const program = fileURLToPath(new URL("../bin/resonance.js", import.meta.url));
const rope = "rope --head-dim 4 --trained-length 4";
const generate = "posgen generate --task recursive --modulus 7";

describe("bad usage", () => {
  it.each([
    ["a missing command", "", "which command?"],
    ["a missing command of a group", "posgen", "which command?"],
    ["an unknown command", "trian", 'unknown command "trian"'],
    ["an unknown flag", "rope --head-dim 4 --trained-length 4 --facto 4", 'unknown option "--facto"'],
    ["a missing flag", "rope --head-dim 4", "--trained-length <tokens> is missing"],
    ["a missing task", "posgen audit", "--task <name> is missing"],
    ["an argument too many", "rope --head-dim 4 --trained-length 4 more", "too many arguments"],
    ["a missing argument", "runs show", "<run> is missing"],
    ["an odd head dimension", "rope --head-dim 63 --trained-length 64", "an even head dimension"],
    ["a factor below 1", "rope --head-dim 64 --trained-length 64 --scaling linear --factor 0.5", "factor"],
    ["a scaling without its factor", "rope --head-dim 64 --trained-length 64 --scaling linear", "--factor"],
    ["a base of 1", "rope --head-dim 64 --trained-length 64 --base 1", "base"],
    ["a length that is no number", "rope --head-dim 64 --trained-length long", 'got "long"'],
    [
      "two choices of wavelengths",
      "rope --head-dim 4 --trained-length 4 --resonance --wavelengths as-scaled",
      "--resonance",
    ],
    ["wavelengths of no known choice", `${rope} --wavelengths prime`, "divisors-of[:TOKENS], multiples-of:TOKENS"],
    ["a choice of wavelengths without its number", `${rope} --wavelengths multiples-of`, "multiples-of:TOKENS"],
    ["a choice of wavelengths with a number too many", `${rope} --wavelengths up:3`, "up:3"],
    ["a period that is no whole number", `${rope} --wavelengths multiples-of:2.5`, "periodTokens to be a whole"],
    ["a modulus of 1", "posgen generate --task recursive --modulus 1 --seed-tokens 0,0,0,0 --length 9", "modulus"],
    ["a seed token outside V", `${generate} --seed-tokens 2,0,3,7 --length 9`, "from 0 to 6"],
    ["a seed token below 0", `${generate} --seed-tokens 2,0,3,-1 --length 9`, "a whole number, 0 or more"],
    ["a seed of another length", `${generate} --seed-tokens 2,0,3 --length 9`, "4"],
    ["a length below j + k", `${generate} --seed-tokens 2,0,3,1 --length 3`, "at least 4"],
    [
      "more sequences than seeds",
      "posgen write --task recursive --modulus 7 --out nowhere",
      "a modulus of at least 11",
    ],
    ["an unknown split", "posgen write --task recursive --out nowhere --split-protocol code", "released-code"],
    ["a rule that is not there", "posgen audit --task recursive --rule nowhere.json", "nowhere.json"],
  ])("exits with 2 and explains itself on stderr alone: %s", async (_, words, message) => {
    const { code, stdout, stderr } = await runInProcess([
      ...words.split(" ").filter(Boolean),
      ...(words.includes(" --") ? ["--json"] : []),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^ {2}error {2}\S/u);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /u);
  });

  it("of a process is the same, and says what to type", async () => {
    expect(await runCli(["train", "--task", "cot"])).toEqual({
      code: 2,
      stdout: "",
      stderr: [
        '  error  unknown task "cot"',
        "         expected recursive, chain-of-thought or semi-recursive",
        "         try      npx resonance train --task chain-of-thought",
        "",
      ].join("\n"),
    });
    expect((await runCli(["posgen"])).stderr).toContain("try      npx resonance posgen --help");
  });
});

describe("a failure", () => {
  it("exits with 1 and explains itself on stderr alone", async () => {
    const { code, stdout, stderr } = await runCli(["runs", "show", "nowhere", "--json"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("expected runs/nowhere to be a run folder");
  });
});

describe("--json", () => {
  it("prints one JSON document and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["rope", "--head-dim", "4", "--trained-length", "64", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ preCriticalPairs: 1 });
    expect(stdout).not.toContain("\u001B");
  });
});

describe("colours", () => {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const words = [program, "rope", "--head-dim", "4", "--trained-length", "64"];

  it("stay out of a pipe, in CI too", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...env, CI: "1" } });
    expect(stdout).toContain("RoPE");
    expect(stdout).not.toContain("\u001B");
  });

  it("come where they are asked for", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...env, FORCE_COLOR: "1" } });
    expect(stdout).toContain("\u001B[");
  });
});
