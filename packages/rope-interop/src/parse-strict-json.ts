/**
 * JSON.parse for a text of unknown origin: a header or a config.
 *
 * JSON.parse alone keeps the last of two equal keys, so two readers could see two files in one, and builds any
 * depth of nesting first. A scan refuses both, and keys named `__proto__`, before anything is built.
 */

/** What the format allows. */
export interface JsonLimits {
  /** Brackets inside brackets. */
  readonly deepestLevel: number;
}

/** The parsed value; throws a plain Error that says what is wrong. */
export function parseStrictJson(text: string, { deepestLevel }: JsonLimits): unknown {
  scan(text, deepestLevel);
  return JSON.parse(text);
}

/** Walks brackets, strings and words only; what else is wrong with the text, JSON.parse reports. */
function scan(text: string, deepestLevel: number): void {
  /** The keys seen in each open object; an open array's set stays empty. */
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      if (open.length === deepestLevel) throw new Error(`brackets nested deeper than ${deepestLevel} levels`);
      open.push(new Set());
    } else if (character === "}" || character === "]") {
      open.pop();
    } else if (character === "I" || character === "N") {
      // Python's json writes these three, which no other language's reads.
      const [word] = /^(?:Infinity|NaN)/u.exec(text.slice(at, at + 8)) ?? [];
      if (word !== undefined) throw new Error(`${word}, which is not JSON`);
    } else if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys !== undefined && nextCharacter(text, end) === ":") {
        const key = JSON.parse(text.slice(at, end)) as string;
        if (key === "__proto__") throw new Error('the key "__proto__"');
        if (keys.has(key)) throw new Error(`the key ${JSON.stringify(key.slice(0, 80))} twice`);
        keys.add(key);
      }
      at = end - 1;
    }
  }
}

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  throw new Error("a string without an end");
}

function nextCharacter(text: string, from: number): string | undefined {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at++;
  return text[at];
}
