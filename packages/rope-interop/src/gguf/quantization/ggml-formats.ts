/** The element types of a GGUF whose values can be read, and those that can be written. */
import { floatFormats } from "../../tensors/float-formats.js";
import type { ValueFormat } from "../../tensors/value-format.js";
import { ggmlTypes } from "../ggml-type.js";
import { decodeQ4_K, decodeQ5_K } from "./decode-k.js";
import { decodeQ4_0, decodeQ4_1 } from "./decode-q4.js";
import { decodeQ5_0, decodeQ5_1 } from "./decode-q5.js";
import { decodeQ6_K } from "./decode-q6-k.js";
import { decodeQ8_0, encodeQ8_0 } from "./q8-0.js";

const codecs: Readonly<Record<string, Pick<ValueFormat, "decode"> & Partial<Pick<ValueFormat, "encode">>>> = {
  ...Object.fromEntries(floatFormats),
  Q4_0: { decode: decodeQ4_0 },
  Q4_1: { decode: decodeQ4_1 },
  Q5_0: { decode: decodeQ5_0 },
  Q5_1: { decode: decodeQ5_1 },
  Q8_0: { decode: decodeQ8_0, encode: encodeQ8_0 },
  Q4_K: { decode: decodeQ4_K },
  Q5_K: { decode: decodeQ5_K },
  Q6_K: { decode: decodeQ6_K },
};

/** By name, in ggml's order. */
export const ggmlFormats: ReadonlyMap<string, ValueFormat> = new Map(
  [...ggmlTypes.values()].flatMap((type) => {
    const codec = codecs[type.name];
    return codec === undefined ? [] : [[type.name, { encode: null, ...codec, ...type }] as const];
  }),
);
