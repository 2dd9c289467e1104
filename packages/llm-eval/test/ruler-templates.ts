/**
 * vectors/ruler-templates.json is TASKS of NVIDIA/RULER's scripts/data/synthetic/constants.py at commit c3f5e3b
 * (Apache-2.0, NVIDIA): the templates and budgets that prompts are compared with.
 */
import { readFileSync } from "node:fs";

export interface Template {
  tokens_to_generate: number;
  template: string;
  answer_prefix: string;
}
export const rulerTemplates = JSON.parse(
  readFileSync(new URL("vectors/ruler-templates.json", import.meta.url), "utf8"),
) as Record<"niah" | "variable_tracking" | "common_words_extraction" | "freq_words_extraction" | "qa", Template>;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** The template as a pattern, its last blank the context. */
export function templatePattern({ template, answer_prefix }: Template, blanks: Record<string, string>): RegExp {
  let text = escaped(template + answer_prefix);
  for (const [blank, value] of Object.entries(blanks)) text = text.replaceAll(String.raw`\{${blank}\}`, escaped(value));
  return new RegExp(`${text.replace(String.raw`\{context\}`, "(?<context>.*)")}$`, "su");
}
