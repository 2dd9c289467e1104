/** Chat messages in a model's own template, as transformers renders it. */
import { Template } from "@huggingface/jinja";
import { type ChatMessage, ResonanceError, messageOf } from "@resonance-rope/contracts";

export interface ChatTemplate {
  /** In Jinja. */
  readonly template: string;
  /** The file or model that it came with, named in refusals. */
  readonly place: string;
  /** Texts of the special tokens; empty where a model has none. */
  readonly bosToken: string;
  readonly eosToken: string;
}

/** @throws ResonanceError of kind `invalid-file` for a template that is broken, or refuses these messages. */
export function renderChatTemplate(
  { template, place, bosToken, eosToken }: ChatTemplate,
  messages: readonly ChatMessage[],
): string {
  try {
    return new Template(template).render({
      messages,
      add_generation_prompt: true,
      bos_token: bosToken,
      eos_token: eosToken,
    });
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "renderChatTemplate",
      expected: `a chat template of ${place} that can be rendered`,
      received: messageOf(cause),
      cause,
    });
  }
}
