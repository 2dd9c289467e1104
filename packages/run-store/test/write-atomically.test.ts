import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "../src/index.js";
import { temporaryFolder } from "./example-run.js";
import { noSmallDisk, smallDisk } from "./small-disk.js";

test("text and bytes replace what was there, and nothing else is left", async () => {
  const folder = await temporaryFolder();
  await writeAtomically(join(folder, "a"), "né");
  expect(await readFile(join(folder, "a"), "utf8")).toBe("né");
  await writeAtomically(join(folder, "a"), Uint8Array.of(0, 255));
  expect([...(await readFile(join(folder, "a")))]).toEqual([0, 255]);
  expect(await readdir(folder)).toEqual(["a"]);
});

test("of many writers at once one wins whole", async () => {
  const folder = await temporaryFolder();
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
  await Promise.all(texts.map((text) => writeAtomically(join(folder, "a"), text)));
  expect(texts).toContain(await readFile(join(folder, "a"), "utf8"));
  expect(await readdir(folder)).toEqual(["a"]);
});

test("a path below a file, and one that is a folder, are refused with a remedy", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "file"), "kept");
  await mkdir(join(folder, "folder"));
  for (const path of [join(folder, "file", "a"), join(folder, "folder")])
    await expect(writeAtomically(path, "text")).rejects.toMatchObject({
      kind: "unavailable",
      where: "writeAtomically",
      expected: `to write ${path}`,
      remedy: "move it away or choose another folder",
    });
  expect((await readdir(folder)).toSorted()).toEqual(["file", "folder"]);
});

test("a disk that fills up leaves the file as it was, and says so", async ({ skip }) => {
  const disk = (await smallDisk(64)) ?? skip(noSmallDisk);
  const path = join(disk.folder, "a");
  await writeAtomically(path, "a".repeat(30_000));
  for (const data of ["b".repeat(60_000), new Uint8Array(60_000)])
    await expect(writeAtomically(path, data)).rejects.toMatchObject({
      kind: "unavailable",
      received: "a full disk (ENOSPC)",
      remedy: "free some space and run the same command again; files written before are intact",
    });
  expect(await readFile(path, "utf8")).toBe("a".repeat(30_000));
  expect(await readdir(disk.folder)).toEqual(["a"]);
});

test("a disk that cannot be written is refused with a remedy", async ({ skip }) => {
  const disk = (await smallDisk(64)) ?? skip(noSmallDisk);
  disk.makeReadOnly();
  await expect(writeAtomically(join(disk.folder, "a"), "text")).rejects.toMatchObject({
    kind: "unavailable",
    received: "a read-only file system (EROFS)",
    remedy: "choose a folder on a disk that can be written",
  });
});
