/** What the tiny llama computes, in float64 and without a cache: the other opinion on llama.cpp's log-probabilities. */
import { tiny, tinyTensors } from "./tiny-gguf.js";

type Vector = readonly number[];

const tensors = new Map(tinyTensors().map((tensor) => [tensor.name, tensor]));

function weights(name: string): { readonly inputs: number; readonly values: Float32Array } {
  const tensor = tensors.get(`${name}.weight`);
  if (tensor === undefined) throw new Error(name);
  return { inputs: tensor.shape[0] ?? 0, values: tensor.values };
}

const dot = (a: Vector, b: ArrayLike<number>): number =>
  a.reduce((sum, each, index) => sum + each * (b[index] ?? NaN), 0);

function times(name: string, input: Vector): Vector {
  const { inputs, values } = weights(name);
  const outputs = values.length / inputs;
  return Array.from({ length: outputs }, (_, row) => dot(input, values.subarray(row * inputs, (row + 1) * inputs)));
}

function normed(name: string, input: Vector): Vector {
  const scale = 1 / Math.sqrt(dot(input, input) / input.length + tiny.normEpsilon);
  const { values } = weights(name);
  return input.map((each, index) => each * scale * (values[index] ?? NaN));
}

const plus = (a: Vector, b: Vector): Vector => a.map((each, index) => each + (b[index] ?? NaN));

/** Pairs (2i, 2i+1) turn, as this architecture has them in llama.cpp. */
function rotated(head: Vector, position: number, angles: (pair: number) => number): Vector {
  return head.map((value, index) => {
    const angle = position * angles(index >> 1);
    const other = head[index ^ 1] ?? NaN;
    return value * Math.cos(angle) + (index % 2 === 0 ? -other : other) * Math.sin(angle);
  });
}

const headsOf = (vector: Vector): Vector[] =>
  Array.from({ length: vector.length / tiny.headDimension }, (_, head) =>
    vector.slice(head * tiny.headDimension, (head + 1) * tiny.headDimension),
  );

const silu = (value: number): number => value / (1 + Math.exp(-value));

export interface TinyEncoding {
  readonly base?: number;
  /** Positions are divided by it. */
  readonly factor?: number;
}

/** ln p(tokens[i] | tokens before it) for i from 1. */
export function tinyLogProbabilities(
  tokens: readonly number[],
  { base = tiny.base, factor = 1 }: TinyEncoding = {},
): number[] {
  const angles = (pair: number): number => base ** ((-2 * pair) / tiny.headDimension) / factor;
  const { width } = tiny;
  const embedding = weights("token_embd").values;
  let states: Vector[] = tokens.map((token) => [...embedding.subarray(token * width, (token + 1) * width)]);
  for (let layer = 0; layer < tiny.layers; layer++) {
    const inputs = states.map((state) => normed(`blk.${layer}.attn_norm`, state));
    const [queries, keys] = ["attn_q", "attn_k"].map((name) =>
      inputs.map((input, position) =>
        headsOf(times(`blk.${layer}.${name}`, input)).map((head) => rotated(head, position, angles)),
      ),
    ) as [Vector[][], Vector[][]];
    const values = inputs.map((input) => headsOf(times(`blk.${layer}.attn_v`, input)));
    states = states.map((state, position) => {
      const mixed = Array.from({ length: tiny.heads }, (_, head) => {
        const shared = Math.floor((head * tiny.keyHeads) / tiny.heads);
        const scores = keys
          .slice(0, position + 1)
          .map((key) => dot(queries[position]?.[head] ?? [], key[shared] ?? []) / Math.sqrt(tiny.headDimension));
        const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)));
        const total = exponentials.reduce((sum, each) => sum + each, 0);
        return Array.from({ length: tiny.headDimension }, (_unused, index) =>
          exponentials.reduce(
            (sum, each, place) => sum + (each / total) * (values[place]?.[shared]?.[index] ?? NaN),
            0,
          ),
        );
      });
      const attended = plus(state, times(`blk.${layer}.attn_output`, mixed.flat()));
      const input = normed(`blk.${layer}.ffn_norm`, attended);
      const up = times(`blk.${layer}.ffn_up`, input);
      const gated = times(`blk.${layer}.ffn_gate`, input).map((value, index) => silu(value) * (up[index] ?? NaN));
      return plus(attended, times(`blk.${layer}.ffn_down`, gated));
    });
  }
  return states.slice(0, -1).map((state, index) => {
    const logits = times("output", normed("output_norm", state));
    const largest = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
    return (logits[tokens[index + 1] ?? -1] ?? NaN) - largest - Math.log(total);
  });
}
