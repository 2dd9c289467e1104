/** The picture that the repository's README opens with. `npx vitest run readme-picture -u` draws it again. */
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { CircleDrawing } from "../src/pages/idea/circle-drawing.js";
import { circleWords } from "../src/pages/idea/circle-words.js";
import { type Circle, pairRotations } from "../src/pages/idea/pair-rotations.js";

/** The first pair of every head: theta_0 = 1, whatever the base. */
const pair = { wavelengthTokens: 2 * Math.PI, trainedLength: 20, beyond: 12 };

function panel(name: string, circle: Circle): { readonly words: string; readonly svg: string } {
  const rotations = pairRotations(circle);
  const words = circleWords(circle, rotations);
  const drawing = renderToString(
    h(CircleDrawing, { rotations, resonance: circle.resonance, description: words }),
  ).replaceAll("circle-", `${circle.resonance ? "resonance" : "plain"}-`);
  return {
    words: `${name}: ${words}`,
    svg: `<text x="185" y="24" font-size="17" font-weight="650">${name}</text><g transform="translate(0 36)">${drawing}</g>`,
  };
}

test("the README's picture is what the idea's page draws, and says in words what it shows", async () => {
  const plain = panel("RoPE", { ...pair, resonance: false });
  const whole = panel("Resonance RoPE", { ...pair, resonance: true });
  expect(whole.words).toContain("exactly where a trained one stood");
  const title = `One pair of dimensions: ${pair.trainedLength} trained positions (dots) and the ${pair.beyond} after them (rings)`;
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 440" width="760" height="440" role="img" aria-labelledby="picture-title picture-desc" font-family="system-ui, sans-serif" text-anchor="middle" color="#222" fill="currentColor">',
    `<title id="picture-title">${title}</title>`,
    `<desc id="picture-desc">${plain.words} ${whole.words}</desc>`,
    '<rect width="760" height="440" rx="8" fill="white"/>',
    plain.svg,
    `<g transform="translate(390 0)">${whole.svg}</g>`,
    `<text x="380" y="426" font-size="14">${title}</text>`,
    "</svg>",
  ].join("");
  await expect(`${svg.replaceAll("><", ">\n<")}\n`).toMatchFileSnapshot("../../../docs/figures/one-pair.svg");
});
