import { expect, test } from "vitest";
import type { ByteSource } from "../../src/byte-source.js";
import { readSafetensors } from "../../src/index.js";
import { readSafetensorsHeaderFrom } from "../../src/safetensors/read-safetensors-header-from.js";

/** A file of this header and this many bytes of data, with the header length that is right unless another is claimed. */
function fileOf(header: string | Uint8Array, dataLength = 0, claimed?: bigint): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + text.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const float = (shape: string, offsets: string): string => `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`;

const hostile: Record<string, [Uint8Array, string]> = {
  "an empty file": [new Uint8Array(), "a file of 0 bytes"],
  "a file cut inside the header length": [new Uint8Array(7), "8 bytes of header length"],
  "a header length beyond the file": [fileOf("{}", 0, 3n), "a header inside the file"],
  "a header length of 2^64 - 1": [fileOf("{}", 0, 2n ** 64n - 1n), "at most 100000000 bytes, got 18446744073709551615"],
  "a header of no bytes": [fileOf("", 8), "opens with {"],
  "a header that opens with a space": [fileOf(" {}"), "opens with {"],
  "a header that is an array": [fileOf("[]"), "opens with {"],
  "bad JSON": [fileOf('{"w":}'), "valid JSON"],
  "a string without an end": [fileOf('{"w'), "a string without an end"],
  "text that is not UTF-8": [fileOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), "valid JSON"],
  "a byte order mark": [fileOf("{}\ufeff"), "valid JSON"],
  "100 000 nested arrays": [fileOf(`{"w":${"[".repeat(100_000)}`), "nested deeper than 3 levels"],
  "a name twice": [fileOf(`{"w":${float("[1]", "[0,4]")},"w":${float("[1]", "[4,8]")}}`, 8), 'the key "w" twice'],
  "a name twice, once escaped": [
    fileOf(`{"w":${float("[1]", "[0,4]")},"\\u0077" :${float("[1]", "[4,8]")}}`, 8),
    'the key "w" twice',
  ],
  "a field twice": [fileOf('{"w":{"dtype":"U8","dtype":"I8","shape":[],"data_offsets":[0,1]}}', 1), '"dtype" twice'],
  "a tensor named __proto__": [fileOf(`{"__proto__":${float("[1]", "[0,4]")}}`, 4), "__proto__"],
  "metadata named __proto__": [fileOf('{"__metadata__":{"__proto__":"x"}}'), "__proto__"],
  "metadata that is no object": [fileOf('{"__metadata__":["x"]}'), "__metadata__ to be an object"],
  "metadata of numbers": [fileOf('{"__metadata__":{"x":1}}'), 'metadata of strings, got number at "x"'],
  "a tensor that is null": [fileOf('{"w":null}'), '"w" to be an object'],
  "an unknown dtype": [fileOf('{"w":{"dtype":"F31","shape":[],"data_offsets":[0,4]}}', 4), "of dtype BOOL"],
  "a dtype from Object's prototype": [
    fileOf('{"w":{"dtype":"constructor","shape":[],"data_offsets":[0,4]}}', 4),
    "of dtype",
  ],
  "a shape that is no array": [fileOf(`{"w":${float("4", "[0,16]")}}`, 16), "a shape of whole numbers"],
  "a negative size": [fileOf(`{"w":${float("[-1,-1]", "[0,4]")}}`, 4), "a shape of whole numbers"],
  "a size with a fraction": [fileOf(`{"w":${float("[0.5,2]", "[0,4]")}}`, 4), "a shape of whole numbers"],
  "a shape past 2^53": [fileOf(`{"w":${float("[9007199254740991,2,0]", "[0,0]")}}`), "below 2^53"],
  "a byte length past 2^53": [fileOf(`{"w":${float("[9007199254740991]", "[0,4]")}}`, 4), "below 2^53"],
  "a shape of another length": [fileOf(`{"w":${float("[2]", "[0,4]")}}`, 4), '8 bytes for "w"'],
  "one offset": [fileOf(`{"w":${float("[1]", "[4]")}}`, 4), "two data_offsets"],
  "a negative offset": [fileOf(`{"w":${float("[1]", "[-4,0]")}}`, 4), "two data_offsets"],
  "offsets the wrong way round": [fileOf(`{"w":${float("[1]", "[4,0]")}}`, 4), '4 bytes for "w"'],
  "two tensors that overlap": [
    fileOf(`{"v":${float("[2]", "[0,8]")},"w":${float("[2]", "[4,12]")}}`, 12),
    "inside the one before it",
  ],
  "a hole between tensors": [
    fileOf(`{"v":${float("[1]", "[0,4]")},"w":${float("[1]", "[8,12]")}}`, 12),
    "after a hole",
  ],
  "a truncated file": [fileOf(`{"w":${float("[4]", "[0,16]")}}`, 15), "as its header says"],
  "bytes after the last tensor": [fileOf(`{"w":${float("[4]", "[0,16]")}}`, 17), "as its header says"],
};

for (const [name, [file, message]] of Object.entries(hostile)) {
  test(`${name} is an invalid file that says so`, () => {
    expect(() => readSafetensors(file)).toThrow(message);
    expect(() => readSafetensors(file)).toThrow(expect.objectContaining({ kind: "invalid-file" }));
  });
}

test("tensors may stand in any order in the header", () => {
  const file = fileOf(`{"w":${float("[1]", "[4,8]")},"v":${float("[]", "[0,4]")},"__metadata__":null}`, 8);
  expect([...readSafetensors(file).tensors.keys()]).toEqual(["v", "w"]);
});

test("a header reads from a source in two reads, and a file cut short is refused without a third", async () => {
  const file = fileOf(`{"w":${float("[1000]", "[0,4000]")}}`, 4000);
  const reads: [number, number][] = [];
  const sourceOf = (bytes: Uint8Array): ByteSource => ({
    name: "a test's",
    length: bytes.length,
    read(begin, end) {
      reads.push([begin, end]);
      return Promise.resolve(bytes.slice(begin, end));
    },
  });
  const { dataStart, entries } = await readSafetensorsHeaderFrom(sourceOf(file));
  expect(entries.get("w")).toMatchObject({ dtype: "F32", end: dataStart + 4000 });
  expect(reads).toEqual([
    [0, 8],
    [0, dataStart],
  ]);
  await expect(readSafetensorsHeaderFrom(sourceOf(file.subarray(0, -1)))).rejects.toThrow("as its header says");
  await expect(readSafetensorsHeaderFrom(sourceOf(file.subarray(0, 3)))).rejects.toThrow("a file of 3 bytes");
  await expect(readSafetensorsHeaderFrom(sourceOf(fileOf("{}", 0, 2n ** 40n)))).rejects.toThrow("at most 100000000");
  expect(Math.max(...reads.map(([begin, end]) => end - begin))).toBeLessThan(dataStart + 1);
});
