import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { arrows, anyJavaScript } from "../../workspace/arrows.mjs";
import { root } from "../src/repository.js";

const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
const rows = [...page.matchAll(/^\| `((?:packages|apps)\/[\w-]+)` +\| .+? \| +(.+?) +\|$/gmu)];

test("the picture has the arrows that the check of imports holds, and no other", () => {
  const drawn = [...page.matchAll(/^ {2}(\w[\w &-]*) --> ([\w &-]+)$/gmu)].flatMap(([, from = "", to = ""]) =>
    from.split(" & ").flatMap((one) => to.split(" & ").map((other) => `${one} -> ${other}`)),
  );
  const held = Object.entries(arrows).flatMap(([place, allowed]) =>
    allowed.map((name) => `${place.split("/")[1]} -> ${name}`),
  );
  expect(drawn.toSorted()).toEqual(held.toSorted());
});

test("the table has a row for every package and app, and says which run in any JavaScript", () => {
  expect(rows.map(([, place]) => place).toSorted()).toEqual(Object.keys(arrows).toSorted());
  const anywhere = rows.filter(([, , where]) => where?.startsWith("any JavaScript") === true).map(([, place]) => place);
  expect(anywhere.toSorted()).toEqual(anyJavaScript.toSorted());
});
