import { ResonanceError } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import { receivedError, sentError } from "../src/sent-error.js";

/** What arrives of an error, as processes send it and as threads do. */
const arrivals = (error: unknown): Error[] => [
  receivedError(JSON.parse(JSON.stringify(sentError(error))) as ReturnType<typeof sentError>),
  receivedError(structuredClone(sentError(error))),
];

test("an error arrives with all that it says, but its cause", () => {
  const words = { where: "train", expected: "room", received: "none", remedy: "make some" };
  const error = new ResonanceError({ kind: "unavailable", ...words, cause: () => "not to be sent" });
  for (const arrived of arrivals(error)) {
    expect(ResonanceError.isInstance(arrived)).toBe(true);
    expect(arrived).toMatchObject({ kind: "unavailable", ...words, message: error.message, stack: error.stack });
  }
});

test("what is no error arrives as one", () => {
  for (const thrown of ["odd", null, undefined, 7])
    for (const arrived of arrivals(thrown)) expect(arrived).toMatchObject({ message: String(thrown) });
});
