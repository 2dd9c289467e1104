import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFileSource } from "../../src/node/file-source.js";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "file-source-"));
  file = join(folder, "five.bin");
  await writeFile(file, Uint8Array.of(0, 1, 2, 3, 4));
});
afterAll(() => rm(folder, { recursive: true }));

test("any range reads exactly, through a symbolic link too", async () => {
  await symlink(file, join(folder, "link"));
  for (const path of [file, join(folder, "link")]) {
    const source = await openFileSource(path);
    expect([source.name, source.length]).toEqual([path, 5]);
    for (let begin = 0; begin <= 5; begin++)
      for (let end = begin; end <= 5; end++)
        expect([...(await source.read(begin, end))]).toEqual([0, 1, 2, 3, 4].slice(begin, end));
    await expect(source.read(3, 6)).rejects.toMatchObject({ kind: "invalid-file" });
    await expect(source.read(3, 2)).rejects.toMatchObject({ kind: "invalid-argument" });
    await source.close();
  }
});

test("what is no file is refused: a folder, nothing, a path through a file, links in a circle", async () => {
  await symlink(join(folder, "circle"), join(folder, "circle"));
  const refused = {
    [folder]: "a folder",
    [join(folder, "none")]: "no such file",
    [join(file, "in")]: "no folder",
    [join(folder, "circle")]: "circle",
  };
  for (const [path, message] of Object.entries(refused)) {
    await expect(openFileSource(path)).rejects.toThrow(message);
    await expect(openFileSource(path)).rejects.toMatchObject({ family: "@resonance-rope" });
  }
});

test.skipIf(process.platform === "win32")("a pipe and a device are refused, and nobody waits for them", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  for (const path of [pipe, "/dev/zero"]) await expect(openFileSource(path)).rejects.toThrow("a pipe or a device");
});

test("a file that got shorter since it was opened is found out", async () => {
  const path = join(folder, "shrinking");
  await writeFile(path, new Uint8Array(100));
  const source = await openFileSource(path);
  await truncate(path, 50);
  await expect(source.read(0, 100)).rejects.toMatchObject({
    kind: "invalid-file",
    received: expect.stringContaining("it got shorter"),
  });
  await source.close();
});
