/** Parquet: the texts of a column. */
import { readFileSync } from "node:fs";
import { parquetDocuments } from "@resonance-rope/llm-eval";
import { type Border, filesOf } from "../src/border.js";
import { packageFile } from "../src/package-file.js";

const name = "documents.parquet";

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve(
      ["documents", "lengths-before-texts"].map((file) =>
        filesOf({ [name]: readFileSync(packageFile(`llm-eval/test/vectors/${file}.parquet`)) }),
      ),
    ),
  async read(files) {
    const { buffer } = Uint8Array.from(files.get(name) ?? []);
    for await (const { text } of parquetDocuments(buffer, { name, column: "text" }))
      if (typeof text !== "string") throw new Error("a document without its text");
  },
};
