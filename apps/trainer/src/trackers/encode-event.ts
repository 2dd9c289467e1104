/**
 * TensorBoard's protocol buffer `Event` (tensorboard/compat/proto/event.proto and summary.proto), of which this
 * writes what a training needs:
 *
 *     Event        { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5;
 *                    SessionLog session_log = 7; }
 *     Summary      { repeated Value value = 1; }
 *     Value        { string tag = 1; float simple_value = 2; TensorProto tensor = 8; SummaryMetadata metadata = 9; }
 *     SessionLog   { SessionStatus status = 1; }              START = 1
 *     TensorProto  { DataType dtype = 1; TensorShapeProto tensor_shape = 2; repeated bytes string_val = 8; }
 *     SummaryMetadata { PluginData plugin_data = 1; }         PluginData { string plugin_name = 1; }
 */
import type { Scalars } from "./scalars-of.js";

export interface Event {
  /** In seconds since 1970. */
  readonly wallTimeSeconds: number;
  readonly step: number;
  readonly what:
    /** The first event of a file. */
    | { readonly type: "file-version" }
    /** "All that a file before this one has from this step on is void." */
    | { readonly type: "session-start" }
    | { readonly type: "scalars"; readonly scalars: Scalars }
    /** Markdown. */
    | { readonly type: "text"; readonly name: string; readonly text: string };
}

export function encodeEvent({ wallTimeSeconds, step, what }: Event): Buffer {
  const time = Buffer.alloc(8);
  time.writeDoubleLE(wallTimeSeconds);
  return Buffer.concat([key(1, wire.fixed64), time, key(2, wire.varint), varint(step), encodeWhat(what)]);
}

function encodeWhat(what: Event["what"]): Buffer {
  switch (what.type) {
    case "file-version":
      return sized(3, "brain.Event:2");
    case "session-start":
      return sized(7, Buffer.concat([key(1, wire.varint), varint(1)]));
    case "scalars":
      return sized(5, ...what.scalars.map(([name, value]) => sized(1, sized(1, name), simpleValue(value))));
    case "text": {
      const metadata = sized(9, sized(1, sized(1, "text")));
      return sized(5, sized(1, sized(1, what.name), stringTensor(what.text), metadata));
    }
  }
}

function simpleValue(value: number): Buffer {
  const float = Buffer.alloc(4);
  float.writeFloatLE(value);
  return Buffer.concat([key(2, wire.fixed32), float]);
}

/** Of no dimensions, so its shape is empty. */
function stringTensor(text: string): Buffer {
  const string = 7;
  return sized(8, key(1, wire.varint), varint(string), sized(2), sized(8, text));
}

const wire = { varint: 0, fixed64: 1, sized: 2, fixed32: 5 } as const;

const key = (field: number, type: number): Buffer => Buffer.from([(field << 3) | type]);

function sized(field: number, ...parts: readonly (string | Buffer)[]): Buffer {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([key(field, wire.sized), varint(bytes.length), bytes]);
}

/** Seven bits a byte, the lowest first, the top bit set but in the last. By division: steps may pass 2 ** 32. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
