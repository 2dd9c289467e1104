/**
 * A changed config as text in which every value that did not change stands as it stood. Python tells 1.0 from 1,
 * and transformers 5 refuses a field of the wrong one; JSON.stringify would write both as 1, and a whole number
 * past 2^53 as another.
 */
import { type JsonObject, isObject } from "./json-object.js";

/**
 * @param text of the config as it was: valid, without a key twice (`parseConfig` has seen to both).
 * @param config as it is to be.
 */
export function configText(text: string, config: JsonObject): string {
  return `${ofObject(text, config, "")}\n`;
}

function ofObject(text: string, object: JsonObject, indent: string): string {
  const old = JSON.parse(text) as JsonObject;
  const sources = membersOf(text);
  const inner = `${indent}  `;
  const members = Object.entries(object).map(([name, value]) => {
    const source = sources.get(name);
    return (
      inner + (source === undefined ? written(name, value, inner) : changed(name, source, old[name], value, inner))
    );
  });
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function changed(name: string, source: string, old: unknown, value: unknown, indent: string): string {
  if (JSON.stringify(old) === JSON.stringify(value)) return `${JSON.stringify(name)}: ${source}`;
  if (!isObject(old) || !isObject(value)) return written(name, value, indent);
  return `${JSON.stringify(name)}: ${ofObject(source, value, indent)}`;
}

/** transformers warns of an attention factor that is no float in Python: 1.0 then, not 1. */
function written(name: string, value: unknown, indent: string): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(value, null, 2)}`
    .replaceAll(/^( *"attention_factor": \d+)(?=,?$)/gmu, "$1.0")
    .replaceAll("\n", `\n${indent}`);
}

/** The text of each member's value. */
function membersOf(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = text.indexOf("{") + 1;
  for (;;) {
    at = skip(text, at, " \t\r\n,");
    if (text[at] !== '"') return members;
    const keyEnd = endOfValue(text, at);
    const begin = skip(text, keyEnd, " \t\r\n:");
    const end = endOfValue(text, begin);
    members.set(JSON.parse(text.slice(at, keyEnd)) as string, text.slice(begin, end).trimEnd());
    at = end;
  }
}

function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at < text.length && characters.includes(text.charAt(at))) at++;
  return at;
}

/** The index after the value that begins there. */
function endOfValue(text: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at++;
      while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
      if (depth === 0) return at + 1;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (character === "," && depth === 0) return at;
  }
  return text.length;
}
