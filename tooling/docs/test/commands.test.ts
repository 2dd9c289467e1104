import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { commandsOf, spokenCommandsOf } from "../src/commands-of.js";
import { foreignFault } from "../src/foreign-fault.js";
import { ownCommand } from "../src/own-command.js";
import { parsedOnly, whyParsedOnly } from "../src/parsed-only.js";
import { readPages, root } from "../src/repository.js";
import { parseCommand } from "./parse-command.js";
import { practiceFolder } from "./practice-folder.js";

const commands = readPages().flatMap(({ path, text }) => commandsOf(text).map((typed) => ({ page: path, typed })));
/** A sentence leaves out what it does not speak of. */
const onlyIncomplete = /^$|missing|which command|not specified/u;
const own = commands.flatMap(({ page, typed }) => {
  const command = ownCommand(typed);
  return command === null ? [] : [{ page, typed, command, spoken: `${command.program} ${command.words.join(" ")}` }];
});

test("every command that is not this project's own names a script or file that is there", () => {
  const faults = commands
    .map(({ page, typed }) => [page, typed, foreignFault(typed)])
    .filter(([, , fault]) => fault !== "");
  expect(faults).toEqual([]);
});

test("every command of this project is one that its command line takes, word by word", async () => {
  expect(own.length).toBeGreaterThan(30);
  for (const { page, typed, command } of own)
    expect([page, typed, await parseCommand(command)]).toEqual([page, typed, ""]);
});

test("every command that a sentence names is one, with flags that it has", async () => {
  // The walk through a new scaling speaks of one that is not there.
  const pages = readPages().filter(({ path }) => path !== "docs/add-a-scaling.md");
  const spoken = pages.flatMap(({ path, text }) => spokenCommandsOf(text).map((typed) => ({ path, typed })));
  expect(spoken.length).toBeGreaterThan(30);
  const objections: string[][] = [];
  for (const { path, typed } of spoken) {
    const command = ownCommand(typed);
    const objection = command === null ? "nothing is known of it" : await parseCommand(command);
    if (!onlyIncomplete.test(objection)) objections.push([path, typed, objection]);
  }
  expect(objections).toEqual([]);
});

test("every plan and result that a command names is there", () => {
  const missing = own.flatMap(({ page, command: { words } }) =>
    words
      .filter((word) => /^(?:plans|results)\//u.test(word) && !word.endsWith("/runs") && !existsSync(join(root, word)))
      .map((word) => `${page}: ${word}`),
  );
  expect(missing).toEqual([]);
});

test("nothing is left unrun without need: each reason not to run a command has a command", () => {
  for (const { command, why } of parsedOnly)
    expect([why, own.some(({ spoken }) => command.test(spoken))]).toEqual([why, true]);
});

describe("every other command ends well in a folder with a tiny model", () => {
  const tried = own
    .filter(({ spoken }) => whyParsedOnly(spoken) === undefined)
    .filter(({ spoken }, index, all) => all.findIndex((other) => other.spoken === spoken) === index);
  const pages = [...new Set(tried.map(({ page }) => page))];

  afterAll(() => {
    process.stdout.write(
      `commands of the pages: ${tried.length} run, ${own.length} parsed, ${commands.length - own.length} of others\n`,
    );
  });

  test.each(pages)("%s", { timeout: 120_000 }, async (page) => {
    const folder = await practiceFolder();
    for (const { typed, command } of tried.filter((each) => each.page === page)) {
      const { failed, output } = await folder.try(command);
      expect([typed, failed ? output : ""]).toEqual([typed, ""]);
      expect([typed, output]).not.toEqual([typed, ""]);
    }
  });
});

test("a command that the command line does not take is found out", async () => {
  const objection = (words: string): Promise<string> => parseCommand({ program: "resonance", words: words.split(" ") });
  expect(await objection("rope --head-dim 64 --trained-length 64")).toBe("");
  expect(await objection("rope --head-dim 64 --trained-lenght 64")).toContain("--trained-length");
  expect(await objection("rope --head-dim 64")).toContain("--trained-length");
  expect(await objection("ropes")).toContain("rope");
  expect(foreignFault("npm run no-such-script")).toContain("no-such-script");
  expect(foreignFault("cd packages/posgen && node bench/none.mjs")).toContain("none.mjs");
});
