import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FinetuningRecord } from "@resonance-rope/contracts";
import { exampleDocuments } from "../../../packages/contracts/test/example-documents.js";
import { commandOfFinetuning } from "../src/commands/runs/command-of-finetuning.js";
import { commandOfPlan } from "../src/commands/runs/command-of-plan.js";
import { planOfWords } from "./runs-example.js";

/** The words after `npx resonance train`. */
const wordsOf = (command: string | null): string[] => command?.split("npx resonance train ")[1]?.split(" ") ?? [];

describe("the command that repeats a run", () => {
  it.each([
    "",
    "--resonance --seed 5 --preset paper --protocol released-code",
    "--scaling yarn --preset small",
    "--scaling yarn --protocol released-code --wavelengths best-rational",
    "--wavelengths up --seed 2",
    "--wavelengths coprime",
    "--rule random-table:4",
    "--rule squared-sine --modulus 11",
    "--wavelengths divisors-of",
    "--wavelengths divisors-of:5040",
    "--wavelengths multiples-of:8",
    "--wavelengths nearest-integer-below:20.5",
    "--scaling yarn --wavelengths least-phase-error:256",
    "--scaling yarn --factor 3.5 --yarn-alpha 2 --yarn-beta 16 --yarn-blend wavelengths-by-ratio --attention-factor 1.2",
    "--scaling yarn --no-yarn-truncate --original-length 32",
    "--scaling ntk-aware --ntk-variant paper --tested-length 200",
    "--scaling dynamic-ntk --dynamic-variant paper --current-length 128",
    "--scaling adjusted-base --adjusted-base 500000 --base 5000",
    "--scaling llama3 --low-frequency-factor 2 --high-frequency-factor 8",
    "--scaling proportional --rotated-fraction 0.5",
    "--steps 7 --batch-size 3 --learning-rate 3e-7 --layers 1 --width 16 --heads 4 --head-dim 8 --feed-forward 9 --dropout 0.25",
    "--far-tokens 2 --near-tokens 5 --modulus 30 --train-sequences 3 --validation-sequences 4 --test-sequences 5 --trained-length 20",
  ])("gives the same plan: %s", (words) => {
    const plan = planOfWords(["--task", "recursive", "--threads", "3", ...words.split(" ").filter(Boolean)]);
    expect(planOfWords(wordsOf(commandOfPlan(plan)))).toEqual(plan);
  });

  it("says no more than it has to", () => {
    const plan = planOfWords("--task recursive --threads 3 --modulus 17 --tested-length 300".split(" "));
    expect(commandOfPlan(plan)).toBe(
      "npx resonance train --task recursive --scaling none --preset demo --protocol paper --seed 0 --threads 3 --tested-length 300",
    );
  });

  it("writes a rule without a name to a file first", async () => {
    const folder = await mkdtemp(join(tmpdir(), "resonance-rule-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "rule.json");
    await writeFile(file, '{"type":"linear","coefficients":[1,2,3,4],"constant":5}');
    const plan = planOfWords(["--task", "recursive", "--threads", "3", "--rule", file]);
    const command = commandOfPlan(plan);
    expect(command).toMatch(/^echo '\{"type":"linear",.*"constant":5\}' > rule\.json && .* --rule rule\.json$/u);
    expect(planOfWords([...wordsOf(command).slice(0, -1), file])).toEqual(plan);
  });

  it("is one command, whatever a record of a fine-tuning names its files", () => {
    const record = exampleDocuments.find(([name]) => name === "record of a fine-tuning")?.[2] as FinetuningRecord;
    const hostile = ["a; touch b", "$(touch b)", "`touch b`", "it's && 'b'", "two words"];
    const command = commandOfFinetuning({ ...record, places: { model: "a|b", data: hostile, validation: [] } });
    const said = execFileSync("sh", ["-c", `npx() { printf '%s\\n' "$@"; }; ${command}`], { encoding: "utf8" });
    expect(said.split("\n").slice(0, 4 + hostile.length)).toEqual([
      "resonance",
      "finetune",
      "a|b",
      "--data",
      ...hostile,
    ]);
  });

  it("is none for a plan that no flags give", () => {
    const plan = planOfWords(["--task", "recursive", "--threads", "3"]);
    expect(commandOfPlan({ ...plan, evaluateEverySteps: 1 })).toBeNull();
  });
});
