/** The shared configuration; what is here is plain JavaScript, and so are its tests. */
import shared from "@resonance-rope/vitest-config";

export default { ...shared, test: { ...shared.test, include: ["test/**/*.test.mjs"] } };
