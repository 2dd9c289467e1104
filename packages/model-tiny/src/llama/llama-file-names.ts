/** What the two file formats call a LLaMA-family model's parameters (llama-parameters.ts). */

export type LlamaFileFormat = "hugging-face" | "gguf";

type Names = Readonly<Record<LlamaFileFormat, string>>;

const ofModel: Readonly<Record<string, Names>> = {
  embedding: { "hugging-face": "model.embed_tokens.weight", gguf: "token_embd.weight" },
  final_norm: { "hugging-face": "model.norm.weight", gguf: "output_norm.weight" },
  head: { "hugging-face": "lm_head.weight", gguf: "output.weight" },
};

/** After `model.layers.N.` and `blk.N.`. */
const ofBlock: Readonly<Record<string, Names>> = {
  attention_norm: { "hugging-face": "input_layernorm.weight", gguf: "attn_norm.weight" },
  "attention.query": { "hugging-face": "self_attn.q_proj.weight", gguf: "attn_q.weight" },
  "attention.key": { "hugging-face": "self_attn.k_proj.weight", gguf: "attn_k.weight" },
  "attention.value": { "hugging-face": "self_attn.v_proj.weight", gguf: "attn_v.weight" },
  "attention.query_bias": { "hugging-face": "self_attn.q_proj.bias", gguf: "attn_q.bias" },
  "attention.key_bias": { "hugging-face": "self_attn.k_proj.bias", gguf: "attn_k.bias" },
  "attention.value_bias": { "hugging-face": "self_attn.v_proj.bias", gguf: "attn_v.bias" },
  "attention.output": { "hugging-face": "self_attn.o_proj.weight", gguf: "attn_output.weight" },
  feed_forward_norm: { "hugging-face": "post_attention_layernorm.weight", gguf: "ffn_norm.weight" },
  "feed_forward.gate": { "hugging-face": "mlp.gate_proj.weight", gguf: "ffn_gate.weight" },
  "feed_forward.up": { "hugging-face": "mlp.up_proj.weight", gguf: "ffn_up.weight" },
  "feed_forward.down": { "hugging-face": "mlp.down_proj.weight", gguf: "ffn_down.weight" },
};

/** @param parameter of `llamaParameters` */
export function llamaFileName(parameter: string, format: LlamaFileFormat): string {
  const [, layer, name = parameter] = /^blocks\.(\d+)\.(.+)$/u.exec(parameter) ?? [];
  const known = (layer === undefined ? ofModel : ofBlock)[name]?.[format] ?? name;
  if (layer === undefined) return known;
  return `${format === "gguf" ? "blk" : "model.layers"}.${layer}.${known}`;
}
