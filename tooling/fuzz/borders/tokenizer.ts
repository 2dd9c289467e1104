/** A model's tokenizer: made, and asked for tokens, for a text and for a conversation. */
import { readFileSync, readdirSync } from "node:fs";
import { loadTokenizer } from "@resonance-rope/llm-eval/node";
import { type Border, filesOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";
import { packageFile } from "../src/package-file.js";

const disk = onDisk();
const kinds = packageFile("llm-eval/test/vectors/tokenizers");
const names = ["tokenizer.json", "tokenizer_config.json", "chat_template.jinja"];

export const border: Border = {
  refuses: ["invalid-file"],
  share: 1 / 10,
  words: ['"BPE"', '"Unigram"', '"WordPiece"', '"NFKC"', '"Split"', "{% for a in b %}", "{{ a.b }}", "range(9)"],
  seeds: () =>
    Promise.resolve(
      readdirSync(kinds).map((kind) => {
        const there = readdirSync(`${kinds}/${kind}`).filter((name) => names.includes(name));
        return filesOf(Object.fromEntries(there.map((name) => [name, readFileSync(`${kinds}/${kind}/${name}`)])));
      }),
    ),
  read: (files) =>
    disk.with(files, async (folder) => {
      const made = await loadTokenizer(folder);
      const tokens = await made.tokenize("Naïve 42 fish,\n two");
      await made.detokenize(tokens);
      await made.applyChatTemplate([
        { role: "system", content: "Be brief." },
        { role: "user", content: "One fish" },
      ]);
      await made.dispose();
    }),
  dispose: disk.dispose,
};
