/**
 * How long the table of a 131072-token model takes, beside as many Math.cos and Math.sin calls
 * written to arrays of the same size: `npm run build && npm run bench`. Medians of alternating rounds.
 */
import { createRotaryEmbedding, rotaryTable, withRopeDefaults } from "@resonance-rope/rope-core";

const POSITIONS = 131_072;
const ROUNDS = 9;
const spec = { headDimension: 128, trainedLength: 8192 };
const frequencies = createRotaryEmbedding(withRopeDefaults(spec)).angularFrequencies;

function bareCalls() {
  const cosines = new Float32Array(POSITIONS * frequencies.length);
  const sines = new Float32Array(POSITIONS * frequencies.length);
  let at = 0;
  for (let position = 0; position < POSITIONS; position++) {
    for (let pair = 0; pair < frequencies.length; pair++, at++) {
      const angle = position * frequencies[pair];
      cosines[at] = Math.cos(angle);
      sines[at] = Math.sin(angle);
    }
  }
  return { cosines, sines };
}

const contenders = { "Math.cos and Math.sin": bareCalls };
for (const wavelengths of ["as-scaled", "nearest-integer", "best-rational"]) {
  const embedding = createRotaryEmbedding(withRopeDefaults({ ...spec, wavelengths }));
  contenders[`rotaryTable, ${wavelengths}`] = () => rotaryTable(embedding, POSITIONS);
}

const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, make] of Object.entries(contenders)) {
    const start = performance.now();
    make();
    times[name].push(performance.now() - start);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const yardstick = median(times["Math.cos and Math.sin"]);
console.log(`head dimension 128, ${POSITIONS} positions, float32, median of ${ROUNDS}`);
for (const [name, values] of Object.entries(times)) {
  const milliseconds = median(values);
  console.log(
    `${name.padEnd(30)} ${milliseconds.toFixed(0).padStart(5)} ms  ${(milliseconds / yardstick).toFixed(2)} x`,
  );
}
