/** One random input from another: bytes, numbers and lines changed, values swapped for odd ones, parts of others put in. */
import type { RandomSource } from "@resonance-rope/contracts";
import type { Files } from "./border.js";

/** Inputs stay small: what is slow or large on little is what matters. */
const mostBytes = 2 ** 16;

/** What else a JSON value may be. */
const oddValues = [
  "null true -1 0 0.5 1e400 -1e308 9007199254740993 1e-320 2147483648 4294967295 -0 NaN Infinity 1e9".split(" "),
  [
    '""',
    '"64"',
    '"\\u0000"',
    '"__proto__"',
    '"../../x"',
    '"\\ud800"',
    "[]",
    "{}",
    "[null]",
    "[[]]",
    '{"__proto__":{}}',
  ],
].flat();
const alphabet = [...'0123456789-.eE[]{}",:\\u \n\t\u0000\u001B_&*!|>%#@`tfn'];
const tellingBytes = [0, 1, 0x7f, 0x80, 0xff];
const tellingNumbers = [0n, 1n, 2n ** 16n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 40n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];

export interface MutateOptions {
  readonly random: RandomSource;
  /** Others, of which parts are taken. */
  readonly others: readonly Files[];
  readonly words: readonly string[];
}

export function mutate(files: Files, { random, others, words }: MutateOptions): Files {
  const pick = picker(random);
  const changed = new Map(files);
  for (let edits = random.integer(3) === 0 ? 2 + random.integer(3) : 1; edits > 0; edits--) {
    const name = pick([...changed.keys()]);
    const bytes = changed.get(name) ?? new Uint8Array();
    const donor = pick(others).get(name) ?? bytes;
    const isBinary = /\.(?:gguf|safetensors|parquet)$/u.test(name);
    const asText = isBinary ? name.endsWith("safetensors") && random.integer(2) === 0 : random.integer(8) > 0;
    const next = asText ? editText(bytes, donor, [...oddValues, ...words], random) : editBytes(bytes, donor, random);
    changed.set(name, next.slice(0, mostBytes));
  }
  return changed;
}

const picker =
  (random: RandomSource) =>
  <Item>(items: readonly Item[]): Item =>
    items[random.integer(items.length)] as Item;

function editBytes(bytes: Uint8Array, donor: Uint8Array, random: RandomSource): Uint8Array {
  const pick = picker(random);
  // What is claimed stands in front, in files with a header.
  const at = random.integer(1 + (random.integer(2) === 0 ? bytes.length : Math.min(bytes.length, 2048)));
  const span = 1 + random.integer(random.integer(4) === 0 ? 256 : 16);
  const copy = Uint8Array.from(bytes);
  switch (random.integer(8)) {
    case 0:
      copy.fill(pick(tellingBytes), at, at + 1);
      return copy;
    case 1:
      copy.fill((bytes[at] ?? 0) ^ (1 << random.integer(8)), at, at + 1);
      return copy;
    case 2:
      copy.fill(random.integer(256), at, at + 1);
      return copy;
    case 3: {
      const number = new Uint8Array(BigUint64Array.of(pick(tellingNumbers)).buffer);
      copy.set(number.subarray(0, Math.min(random.integer(2) === 0 ? 4 : 8, copy.length - at)), at);
      return copy;
    }
    case 4:
      return spliced(bytes, at, span, new Uint8Array());
    case 5:
      return spliced(bytes, at, 0, bytes.subarray(at, at + span));
    case 6:
      return spliced(bytes, at, span, donor.subarray(at, at + span));
    default:
      return random.integer(4) === 0 ? bytes.subarray(0, at) : spliced(bytes, at, 0, donor.subarray(0, span));
  }
}

function editText(data: Uint8Array, donor: Uint8Array, words: readonly string[], random: RandomSource): Uint8Array {
  const pick = picker(random);
  const text = Buffer.from(data).toString("utf8");
  const other = Buffer.from(donor).toString("utf8");
  const at = random.integer(text.length + 1);
  const until = at + 1 + random.integer(random.integer(4) === 0 ? 200 : 20);
  const put = (from: number, to: number, added: string): string => text.slice(0, from) + added + text.slice(to);
  const edited = (): string => {
    switch (random.integer(10)) {
      case 0:
      case 1:
      case 2:
        return text.slice(0, at) + text.slice(at).replace(/([:[,]\s*)(?:"[^"]*"|[-\w.+]+)/u, `$1${pick(words)}`);
      case 3:
        return put(at, until, "");
      case 4:
        return put(at, at, text.slice(at, until));
      case 5:
        return put(at, at + 1, pick(alphabet));
      case 6:
        return put(at, until, other.slice(at, until));
      case 7: {
        const lines = text.split("\n");
        lines.splice(random.integer(lines.length), random.integer(2), pick(other.split("\n")));
        return lines.join("\n");
      }
      case 8:
        return put(at, at, text.slice(at, until).repeat(2 ** random.integer(random.integer(8) === 0 ? 13 : 5)));
      default:
        return put(
          at,
          at,
          random.integer(16) === 0 ? pick(["[", "{", '{"a":', "- ", "("]).repeat(10_000) : pick(words),
        );
    }
  };
  return Buffer.from(edited(), "utf8");
}

function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
