import { expect, test } from "vitest";
import { paperLEval, paperLEvalTasks } from "../src/index.js";

test("every average of the paper's Table 2 is the mean of its row, to the digits it is printed with", () => {
  for (const { model, encoding, scores, average } of paperLEval) {
    expect(scores).toHaveLength(paperLEvalTasks.length);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(Math.abs(mean - average), `${model} ${encoding}: ${mean}`).toBeLessThan(0.0101);
  }
});
