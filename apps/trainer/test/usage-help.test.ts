import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { planOfWords, startRun } from "./runs-example.js";
import { smolLM2 } from "./models/smollm2.js";
import { runInProcess } from "./usage-in-process.js";

const program = fileURLToPath(new URL("../bin/resonance.js", import.meta.url));

/** Their examples train, measure this machine, install, or need a model: the tests of these commands run them. */
const slow = new Set(["train", "resume", "finetune", "sweep", "demo", "doctor", "bench", "eval", "score"]);

async function helpOf(command: readonly string[]): Promise<string> {
  const { code, stdout } = await runInProcess([...command, "--help"]);
  expect(code).toBe(0);
  return stdout;
}

/** Every command below one, and those below it, as its help lists them. */
async function commandsBelow(command: readonly string[]): Promise<string[][]> {
  const [, list = ""] = /\nCommands:\n([^]*?)(\n\n|$)/u.exec(await helpOf(command)) ?? [];
  const names = [...list.matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = ""]) => name).filter((name) => name !== "help");
  const commands: string[][] = [];
  for (const name of names) commands.push([...command, name], ...(await commandsBelow([...command, name])));
  return commands;
}

async function exampleOf(command: readonly string[]): Promise<string> {
  return /\nExamples?:\n {2}resonance (.*)\n/u.exec(await helpOf(command))?.[1] ?? "";
}

describe("the help of every command", () => {
  it("shows an example of the command", async () => {
    const commands = await commandsBelow([]);
    expect(commands).toContainEqual(["posgen", "write"]);
    for (const command of commands)
      expect(await exampleOf(command)).toMatch(new RegExp(`^${command.join(" ")}( |$)`, "u"));
  });

  it("shows an example that runs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "resonance-help-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const run = await startRun(join(folder, "runs"), planOfWords(["--task", "recursive", "--threads", "1"]));
    await run.release();
    await rename(run.directory, join(folder, (await exampleOf(["runs", "show"])).split(" ").at(-1) ?? ""));
    // What the examples of inspect and export start from.
    await cp(new URL("models/tiny-llama.gguf", import.meta.url), join(folder, "SmolLM2-135M.gguf"));
    await mkdir(join(folder, "SmolLM2-135M"));
    await writeFile(join(folder, "SmolLM2-135M", "config.json"), JSON.stringify(smolLM2));

    const examples = new Set<string>();
    for (const command of await commandsBelow([])) {
      if (!slow.has(command[0] ?? "")) examples.add(await exampleOf(command));
    }
    expect(examples.size).toBeGreaterThan(4);
    for (const example of examples) {
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...example.split(" ")], { cwd: folder });
      expect(stdout, example).not.toBe("");
    }
  });
});
