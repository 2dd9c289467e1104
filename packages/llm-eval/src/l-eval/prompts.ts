/**
 * L-Eval's prompts, word for word, misspellings and end spaces included: scores depend on them.
 *
 * - `llama2-chat`: what the paper's numbers come from. gsm100 and codeU are to be completed, so no `[/INST]`;
 * - `vicuna`: Vicuna's and LongChat's;
 * - `openai-chat`: upstream's messages to OpenAI's models, in the model's own chat template;
 * - `chat-template`: `llama2-chat`'s words in the model's own chat template.
 */
import type { ChatMessage } from "@resonance-rope/contracts";
import type { LEvalProtocol } from "./score-answer.js";
import type { LEvalTaskName } from "./task-of-path.js";

export const lEvalPromptNames = ["llama2-chat", "vicuna", "openai-chat", "chat-template"] as const;
export type LEvalPromptName = (typeof lEvalPromptNames)[number];

/** A text to go on from, or messages to answer. */
export type LEvalPrompt = string | readonly ChatMessage[];

export interface PromptParts {
  readonly task: LEvalTaskName;
  readonly document: string;
  readonly instruction: string;
}

const choiceSystem =
  "Now you are given a very long document. Please follow the instruction based on this document. For multi-choice questions, there could be a sinlge correct option or multiple correct options. Please only provide the letter corresponding to the answer (like A or AB) when answering. ";
const examSystem =
  "Now you are given a very long document. Please follow the instruction based on this document. For multi-choice questions, there is only a sinlge correct option. Please only provide the letter corresponding to the answer (like A or B) when answering. For other questions, please directly give the concise and accurate answer. ";
const systems: Readonly<Record<LEvalTaskName, string>> = {
  gsm100:
    "Given several question answer pairs, you need to follow a similar format to answer the last question. Make sure the response is end with The answer is _ . ",
  topic_retrieval_longchat:
    "Below is a record of our previous conversation on many different topics. You are the ASSISTANT, and I am the USER. At the beginning of each topic, the USER will say 'I would like to discuss the topic of <TOPIC>'. Memorize each <TOPIC>. At the end of the record, I will ask you to retrieve the first/second/third topic names. Now the record start. ",
  coursera: choiceSystem,
  codeU:
    "Now you are given a code base consisting of a large amount of functions and the corresponding comments. In the end, I will call some functions defined in the code base. Please carefully read these codes and comments and answer the question.",
  sci_fi:
    'Now you are given a scientific fiction. I will ask you some questions and the answer should be "True" or "False". Notice that you should answer the question based on the evidence in the document instead of your background knowledge.',
  quality: examSystem,
  tpo: examSystem,
};
const vicunaHead =
  "A chat between a curious user and an artificial intelligence assistant.The assistant gives helpful, detailed, and polite answers to the user's questions.";
const openAiSuffix = "\nPlease directly give answer without any additional output or explanation";

/** @param protocol `strict` closes every instruction, so that a chat model answers instead of going on. */
export function documentPrompt(name: LEvalPromptName, parts: PromptParts, protocol: LEvalProtocol): LEvalPrompt {
  const { task, document, instruction } = parts;
  const system = systems[task];
  const completion = task === "gsm100" || task === "codeU";
  const plain = `${document}\n\n${instruction}`;
  const asked = `Document is as follows. ${document} \nQuestion: ${instruction}.  Please directly give the answer without any additional output or explanation `;
  const body = completion || task === "topic_retrieval_longchat" ? plain : asked;
  switch (name) {
    case "llama2-chat": {
      const open = completion && protocol === "leval";
      const end = body === asked ? "[/INST]\nAnswer:" : open ? "" : "[/INST]";
      return `[INST]<<SYS>>\n${system}\n<</SYS>>\n\n${body}${end}`;
    }
    case "vicuna": {
      if (completion) return `${system}${plain}`;
      if (body === plain) return `${vicunaHead} USER: ${system}${plain} \nASSISTANT: `;
      return `${vicunaHead} USER: ${system}Document is as follows. ${document} \nQuestion: ${instruction}  \nAnswer:`;
    }
    case "openai-chat": {
      const question = `Document is as follows. ${document} Question: ${instruction} ${openAiSuffix}\n Answer: `;
      return messages(system, completion ? plain : question);
    }
    case "chat-template":
      return messages(system, body);
  }
}

/**
 * SFiction's second question: what is so outside the story. Only OpenAI's models still see the document. Three of the
 * 64 instructions lack the phrase that is replaced, and ask the first question again.
 */
export function factPrompt(name: LEvalPromptName, parts: PromptParts, protocol: LEvalProtocol): LEvalPrompt {
  const question = parts.instruction.replaceAll(
    "based on the world described in the document.",
    "based on the real-world knowledge and facts up until your last training",
  );
  if (name === "openai-chat") {
    const before = documentPrompt(name, parts, protocol) as readonly ChatMessage[];
    return [...before, { role: "user", content: `${question}${openAiSuffix} \nAnswer:` }];
  }
  const text = `${question}Please directly answer without any additional output or explanation. \nAnswer:`;
  return name === "chat-template" ? [{ role: "user", content: text }] : text;
}

function messages(system: string, user: string): readonly ChatMessage[] {
  return [
    { role: "system", content: system },
    { role: "user", content: user },
  ];
}
