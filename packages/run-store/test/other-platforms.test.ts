import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "@resonance-rope/contracts/node";
import { expect, test } from "vitest";
import { replaceFile } from "../src/replace-file.js";
import { temporaryFolder } from "./example-run.js";

/** A rename that a reader of the file refuses so many times. */
function refusing(times: number, code: string): { readonly move: typeof rename; readonly attempts: () => number } {
  let attempts = 0;
  const move: typeof rename = async (from, to) => {
    attempts += 1;
    if (attempts <= times) throw Object.assign(new Error("refused"), { code });
    await rename(from, to);
  };
  return { move, attempts: () => attempts };
}

async function twoFiles(): Promise<readonly [from: string, to: string]> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "new"), "new");
  await writeFile(join(folder, "old"), "old");
  return [join(folder, "new"), join(folder, "old")];
}

test.each(["EPERM", "EACCES", "EBUSY"])(
  "on Windows a file that is being read (%s) is replaced when it is free",
  async (code) => {
    const [from, to] = await twoFiles();
    const { move, attempts } = refusing(3, code);
    await replaceFile(from, to, { platform: "win32", move });
    expect([await readFile(to, "utf8"), attempts()]).toEqual(["new", 4]);
  },
);

test("on Windows one that stays in use is an error after a second, and stays as it was", async () => {
  const [from, to] = await twoFiles();
  const { move } = refusing(Infinity, "EPERM");
  await expect(replaceFile(from, to, { platform: "win32", move })).rejects.toMatchObject({ code: "EPERM" });
  expect(await readFile(to, "utf8")).toBe("old");
});

test.each([
  ["linux", "EPERM"],
  ["darwin", "EACCES"],
  ["win32", "ENOSPC"],
])("on %s %s is an error at once", async (platform, code) => {
  const [from, to] = await twoFiles();
  const { move, attempts } = refusing(1, code);
  await expect(replaceFile(from, to, { platform, move })).rejects.toMatchObject({ code });
  expect(attempts()).toBe(1);
});

test("on Windows no folder is opened to be synced, and elsewhere one is", async () => {
  const missing = join(await temporaryFolder(), "missing");
  await syncFolder(missing, "win32");
  await expect(syncFolder(missing, "darwin")).rejects.toMatchObject({ code: "ENOENT" });
});
