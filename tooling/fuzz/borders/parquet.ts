/** Parquet: the texts of the column that the file is named after. */
import { readFileSync } from "node:fs";
import { parquetDocuments } from "@resonance-rope/llm-eval";
import { type Border, filesOf } from "../src/border.js";
import { packageFile } from "../src/package-file.js";

/** Of each vector the columns that are read. */
const columns = {
  documents: ["text"],
  "pages-v1": ["plain", "indexed?", "lengths?", "beginnings"],
  "pages-v2": ["plain?", "indexed", "lengths", "beginnings?"],
};

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve(
      Object.entries(columns).flatMap(([vector, names]) => {
        const bytes = readFileSync(packageFile(`llm-eval/test/vectors/${vector}.parquet`));
        return names.map((column) => filesOf({ [column]: bytes }));
      }),
    ),
  async read(files) {
    const [column = ""] = files.keys();
    const { buffer } = Uint8Array.from(files.get(column) ?? []);
    for await (const { text } of parquetDocuments(buffer, { name: "a file", column }))
      if (typeof text !== "string") throw new Error("a document without its text");
  },
};
