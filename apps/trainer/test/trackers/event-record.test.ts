import { describe, expect, it } from "vitest";
import { type Event, encodeEvent } from "../../src/trackers/encode-event.js";
import { crc32c, eventRecord } from "../../src/trackers/event-record.js";

/**
 * tensorboard 2.21.0: RecordWriter(file).write(Event(wall_time=1732550000.25, step=..., ...).SerializeToString()) with
 * step=1, file_version="brain.Event:2"; step=7, session_log=SessionLog(status=SessionLog.START); step=300, summary of
 * Value(tag="training/loss", simple_value=0.1) and Value(tag="validation/id-accuracy", simple_value=1.0);
 * step=2**40 + 5, summary of Value(tag="plan", metadata plugin_name "text", tensor DT_STRING of shape ()).
 */
const writtenByTensorBoard = [
  "GgAAAAAAAAASm9gtCQAAEFwn0dlBEAEaDWJyYWluLkV2ZW50OjJ20jcrDwAAAAAAAABtUysJCQAAEFwn0dlBEAc6AggBjJPA",
  "skMAAAAAAAAAsYUloAkAABBcJ9HZQRCsAio1ChQKDXRyYWluaW5nL2xvc3MVzczMPQodChZ2YWxpZGF0aW9uL2lkLWFjY3Vy",
  "YWN5FQAAgD+y6VgcPwAAAAAAAABRZXZhCQAAEFwn0dlBEIWAgICAICotCisKBHBsYW5CGQgHEgBCE3wgdGFzayB8IGdyw7bD",
  "n2VyIHxKCAoGCgR0ZXh0V0UNXA==",
].join("");

describe("an event file", () => {
  it("has the checksum of the standard: its check value, and RFC 3720's examples", () => {
    expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e);
  });

  it("has the bytes that TensorBoard's own writer gives these events", () => {
    const wallTimeSeconds = 1_732_550_000.25;
    const events: readonly Event["what"][] = [
      { type: "file-version" },
      { type: "session-start" },
      { type: "scalars", scalars: [["training/loss", 0.1], ["validation/id-accuracy", 1]] },
      { type: "text", name: "plan", text: "| task | größer |" },
    ]; // prettier-ignore
    const records = events.map((what, index) =>
      eventRecord(encodeEvent({ wallTimeSeconds, step: [1, 7, 300, 2 ** 40 + 5][index] as number, what })),
    );
    expect(Buffer.concat(records).toString("base64")).toBe(writtenByTensorBoard);
  });
});
