import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { trainLine } from "../src/launchers/train-line.js";
import { planOfWords } from "./runs-example.js";

test("a shell reads the line as the run's flags, its folder, and the trackers wherever the line is run", () => {
  const flags = ["--task=recursive", "--threads=1"];
  const run = {
    runId: "a-run",
    plan: planOfWords(flags),
    flags,
    trackers: { tensorboard: "it's logs", mlflow: "http://host:5000" },
  };
  const line = trainLine(run, "/runs of $HOME");
  const words = execFileSync("bash", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" })
    .trimEnd()
    .split("\n");
  const trackers = ["--tensorboard", resolve("it's logs"), "--mlflow", "http://host:5000"];
  expect(words.slice(2)).toEqual(["train", ...flags, "--out", "/runs of $HOME", ...trackers]);
});
