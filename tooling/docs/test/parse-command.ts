/** Has the real command line parse a command whose action is left out; "" or what it objects to. */
import { Command } from "commander";
import { vi } from "vitest";
import { runCli } from "../../../apps/report-site/src/run-cli.js";
import { runCommandLine } from "../../../apps/trainer/src/run-command-line.js";
import type { OwnCommand } from "../src/own-command.js";

export async function parseCommand({ program, words }: OwnCommand): Promise<string> {
  let parsed = false;
  let said = "";
  const original = Command.prototype.action;
  const spies = [
    vi.spyOn(Command.prototype, "action").mockImplementation(function action(this: Command) {
      return original.call(this, () => void (parsed = true));
    }),
    vi.spyOn(process.stdout, "write").mockReturnValue(true),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => ((said += String(text)), true)),
  ];
  try {
    await (program === "resonance" ? runCommandLine(words) : runCli(words));
    return parsed || words.includes("--help") ? "" : said || "it names no command";
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
