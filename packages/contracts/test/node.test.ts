/** Errors of the operating system, made by it. */
import { mkdtemp, open, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ResonanceError } from "../src/index.js";
import { codeOf, fileError, syncFile, syncFolder } from "../src/node.js";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "contracts-"));
  await writeFile(join(folder, "file"), "text");
  await symlink(join(folder, "circle"), join(folder, "circle"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const errorOf = (path: string): Promise<unknown> => readFile(path).catch((error: unknown) => error);

test.each([
  ["none", "ENOENT", "no such file"],
  ["", "EISDIR", "a folder where a file belongs"],
  ["file/in", "ENOTDIR", "no folder"],
  ["circle", "ELOOP", "in a circle"],
])("reading %j", async (name, code, received) => {
  const path = join(folder, name);
  const cause = await errorOf(path);
  expect(codeOf(cause)).toBe(code);
  const error = fileError(cause, { where: "readIt", action: "read", path });
  expect(error).toMatchObject({ kind: "unavailable", where: "readIt", expected: `to read ${path}`, cause });
  expect(error.received).toContain(received);
  expect(error.received).toContain(`(${code})`);
  expect(error.remedy).toMatch(/\w/u);
});

test("what nobody knows is told in its own words, and what is explained already stays", () => {
  const operation = { where: "readIt", action: "read", path: "a" } as const;
  expect(fileError(new Error("odd"), operation).received).toBe("odd (an unknown error)");
  expect(fileError("odd", operation).received).toBe("odd (an unknown error)");
  const known = new ResonanceError({ kind: "invalid-file", where: "a", expected: "b", received: "c" });
  expect(fileError(known, operation)).toBe(known);
  expect(codeOf({ code: "ENOENT" })).toBeUndefined();
});

test("files and folders are synced, and a folder that is not there is none", async () => {
  const file = await open(join(folder, "file"), "r+");
  await syncFile(file);
  await file.close();
  await syncFolder(folder);
  await expect(syncFolder(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
});
