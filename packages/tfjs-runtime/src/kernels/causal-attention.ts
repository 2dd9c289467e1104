/**
 * Causal attention: softmax(scale · q · kᵀ) · v, each query looking at the keys up to its own position. The last query
 * stands at the last key; where there are more keys than queries, the first ones are of tokens before the queries.
 *
 * Queries are taken in blocks, each with the keys that it can see, so that long sequences cost half the products and
 * a fraction of the memory. The gradient computes the probabilities again instead of saving them; a recorded graph
 * that holds both finds that it has them.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Precision, requirePrecision } from "../precision.js";
import { defineKernel } from "./define-kernel.js";
import { matrixProduct } from "./matrix-product.js";

type Input = "query" | "key" | "value" | "keep";
interface Inputs {
  readonly query: tf.Tensor3D;
  readonly key: tf.Tensor3D;
  readonly value: tf.Tensor3D;
  /** A scalar in place of a mask keeps everything. */
  readonly keep: tf.Tensor3D | tf.Scalar;
}

interface Attributes {
  readonly scale: number;
  readonly precision: Precision;
}

/** Queries a block: more save fewer of the products that a mask throws away, fewer make the products small. */
export const attentionBlockTokens = 128;

const kernel = defineKernel<Input, Attributes>({
  name: "CausalAttention",
  composed(inputs, attributes) {
    const outputs = blocksOf(inputs as unknown as Inputs, attributes).map(({ query, kept, value }) =>
      perQueryHead(
        matrixProduct(byKeyHead(kept, value.shape[0]), value, { precision: attributes.precision }),
        query.shape,
      ),
    );
    return [tf.concat(outputs, 1)];
  },
  gradient: {
    inputs: ["query", "key", "value", "keep"],
    outputs: [0],
    of([dy], [query, key, value, keep, output], attributes) {
      const [dquery, dkey, dvalue] = gradientKernel({ query, key, value, keep, output, dy }, attributes);
      return { query: () => dquery, key: () => dkey, value: () => dvalue, keep: () => tf.zerosLike(keep) };
    },
  },
});

const gradientKernel = defineKernel<Input | "output" | "dy", Attributes>({
  name: "CausalAttentionGradient",
  composed({ dy, output, ...inputs }, attributes) {
    const { scale, precision } = attributes;
    const tokens = (inputs["key"] as tf.Tensor).shape[1] as number;
    // Softmax's gradient needs sum(dp · p) over the keys of each query: by the products' order, dy · output (Dao et
    // al. 2022), which is T x D to read instead of T x T.
    const shared = tf.sum(tf.mul(dy, output), -1, true) as tf.Tensor3D;
    const parts = blocksOf(inputs as unknown as Inputs, attributes).map(
      ({ from, query, key, value, keep, probabilities, kept }) => {
        const heads = key.shape[0];
        const upstream = rows(dy as tf.Tensor3D, from, query.shape[1]);
        const groupedUpstream = byKeyHead(upstream, heads);
        const byKept = perQueryHead(
          matrixProduct(groupedUpstream, value, { transposeB: true, precision }),
          query.shape,
        );
        const byProbabilities: tf.Tensor3D = keep === null ? byKept : tf.mul(byKept, keep);
        const centred: tf.Tensor3D = tf.mul(probabilities, tf.sub(byProbabilities, rows(shared, from, query.shape[1])));
        const byLogits = byKeyHead(centred, heads);
        return {
          query: scaled(perQueryHead(matrixProduct(byLogits, key, { precision }), query.shape), scale),
          // A product over a group's queries is the sum over them.
          key: padded(
            matrixProduct<tf.Tensor>(byLogits, byKeyHead(query, heads), { transposeA: true, precision }),
            tokens,
          ),
          value: padded(
            matrixProduct<tf.Tensor>(byKeyHead(kept, heads), groupedUpstream, { transposeA: true, precision }),
            tokens,
          ),
        };
      },
    );
    return [
      tf.concat(
        parts.map(({ query }) => query),
        1,
      ),
      tf.addN(parts.map(({ key }) => key)),
      tf.addN(parts.map(({ value }) => value)),
    ];
  },
});

interface Block {
  /** Index of its first query. */
  readonly from: number;
  /** Scaled, which is T x D to multiply instead of T x T logits. */
  readonly query: tf.Tensor3D;
  /** Up to its last query. */
  readonly key: tf.Tensor3D;
  readonly value: tf.Tensor3D;
  readonly keep: tf.Tensor3D | null;
  readonly probabilities: tf.Tensor3D;
  /** The probabilities after dropout. */
  readonly kept: tf.Tensor3D;
}

function blocksOf({ query, key, value, keep }: Inputs, { scale, precision }: Attributes): Block[] {
  const tokens = query.shape[1];
  const before = key.shape[1] - tokens;
  return Array.from({ length: Math.ceil(tokens / attentionBlockTokens) }, (_, index) => {
    const from = index * attentionBlockTokens;
    const count = Math.min(attentionBlockTokens, tokens - from);
    const seen = before + from + count;
    const block = {
      from,
      query: scaled(rows(query, from, count), scale),
      key: rows(key, 0, seen),
      value: rows(value, 0, seen),
    };
    const probabilities = seenProbabilities(block.query, block.key, precision);
    if (keep.rank === 0) return { ...block, keep: null, probabilities, kept: probabilities };
    const mask = tf.slice(keep as tf.Tensor3D, [0, from, 0], [-1, count, seen]);
    return { ...block, keep: mask, probabilities, kept: tf.mul(probabilities, mask) };
  });
}

/** Rows of each query head to rows of its key head: H x n x … to K x (H / K · n) x …, which moves nothing. */
const byKeyHead = (x: tf.Tensor3D, heads: number): tf.Tensor3D =>
  x.shape[0] === heads ? x : tf.reshape(x, [heads, (x.shape[0] / heads) * x.shape[1], x.shape[2]]);

/** And back. @param shape of the queries */
const perQueryHead = (x: tf.Tensor3D, [heads, tokens]: tf.Tensor3D["shape"]): tf.Tensor3D =>
  x.shape[0] === heads ? x : tf.reshape(x, [heads, tokens, x.shape[2]]);

const scaled = (x: tf.Tensor3D, scale: number): tf.Tensor3D => (scale === 1 ? x : tf.mul(x, scale));

const rows = (x: tf.Tensor3D, from: number, count: number): tf.Tensor3D =>
  count === x.shape[1] ? x : tf.slice(x, [0, from, 0], [-1, count, -1]);

const padded = (x: tf.Tensor, tokens: number): tf.Tensor => {
  const missing = tokens - (x.shape[1] as number);
  return missing === 0
    ? x
    : tf.pad(x, [
        [0, 0],
        [0, missing],
        [0, 0],
      ]);
};

/**
 * Softmax over keys of which each query sees all up to its own, the last query the last key. Only the last keys, as many
 * as queries, hide from any: the mask is of these alone, for a recorded graph keeps its constants as long as it lives.
 */
function seenProbabilities(query: tf.Tensor3D, key: tf.Tensor3D, precision: Precision): tf.Tensor3D {
  const count = query.shape[1];
  const before = key.shape[1] - count;
  const grouped = byKeyHead(query, key.shape[0]);
  const logitsOf = (keys: tf.Tensor3D): tf.Tensor3D =>
    perQueryHead(matrixProduct(grouped, keys, { transposeB: true, precision }), query.shape);
  const last: tf.Tensor3D = tf.add(logitsOf(rows(key, before, count)), causalMask(count));
  return tf.softmax(before === 0 ? last : tf.concat([logitsOf(rows(key, 0, before)), last], 2));
}

/** Queries by as many keys: 0 for keys seen, -1e9 for later ones. */
function causalMask(count: number): tf.Tensor2D {
  const values = new Float32Array(count * count);
  for (let query = 0; query < count; query++) values.fill(-1e9, query * count + query + 1, (query + 1) * count);
  return tf.tensor2d(values, [count, count]);
}

/**
 * @param query BH x T x D, batch and heads as one axis; key and value BK x S x D, S at least T; K divides H, and query
 * head h looks at the keys of head h / (H / K), rounded down
 * @param options keep is BH x T x S: dropout's mask over the probabilities, a constant; absent, all are kept
 */
export function causalAttention(
  { query, key, value }: { readonly query: tf.Tensor3D; readonly key: tf.Tensor3D; readonly value: tf.Tensor3D },
  { scale, precision, keep }: Attributes & { readonly keep?: tf.Tensor3D | undefined },
): tf.Tensor3D {
  requirePrecision(precision);
  return tf.tidy(
    () => kernel({ query, key, value, keep: keep ?? tf.scalar(1) }, { scale, precision })[0] as tf.Tensor3D,
  );
}
