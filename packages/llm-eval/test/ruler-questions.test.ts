import { expect, test } from "vitest";
import type { RulerQuestion } from "../src/ruler/question-answering.js";
import { readRulerQuestions } from "../src/ruler/read-ruler-questions.js";
import { ruler } from "../src/ruler/ruler.js";
import { refused } from "./refused.js";
import { bookQuestions } from "./ruler-setting.js";
import { wordModel } from "./word-model.js";

const squad = {
  version: "v2.0",
  data: [
    {
      title: "Novels",
      paragraphs: [
        {
          context: "Moby Dick is by Melville.",
          qas: [
            {
              id: "1",
              question: "Who wrote it?",
              answers: [{ text: "Melville", answer_start: 16 }, { text: "H. M." }],
            },
            { id: "2", question: "Who read it?", is_impossible: true, answers: [] },
          ],
        },
        { context: "Emma is by Austen.", qas: [] },
      ],
    },
    { title: "Poems", paragraphs: [{ context: "The Raven is by Poe.", qas: [] }] },
  ],
};
const hotpot = [
  {
    _id: "5a",
    question: "Were both born at sea?",
    answer: "no",
    supporting_facts: [["Ahab", 0]],
    context: [
      ["Ahab", ["He limps.", " He sails."]],
      ["Ishmael", ["He tells."]],
    ],
  },
];

test("SQuAD's questions are qa_1's, those without an answer left out", () => {
  const article = ["Moby Dick is by Melville.", "Emma is by Austen."];
  expect(readRulerQuestions(JSON.stringify(squad), "squad.json")).toEqual({
    task: "qa_1",
    questions: [
      { question: "Who wrote it?", answers: ["Melville", "H. M."], documents: article.slice(0, 1), related: article },
    ],
  });
});

test("HotpotQA's questions are qa_2's, each document its title over its sentences", () => {
  const documents = ["Ahab\nHe limps. He sails.", "Ishmael\nHe tells."];
  expect(readRulerQuestions(JSON.stringify(hotpot), "hotpot.json")).toEqual({
    task: "qa_2",
    questions: [{ question: "Were both born at sea?", answers: ["no"], documents }],
  });
});

test.each([
  ["no JSON", "{", "JSON in q.json"],
  ["another shape", '{"rows":[]}', "SQuAD in q.json"],
  ["one question a line", '{"question":"q"}\n{"question":"r"}', "JSON in q.json"],
  ["HotpotQA without answers", JSON.stringify([{ ...hotpot[0], answer: undefined }]), "HotpotQA in q.json"],
  ["a question that has no answer", JSON.stringify(squad).replace('"is_impossible":true', '"x":1'), "no answer"],
  ["no questions", "[]", "questions with answers in q.json"],
])("%s as questions is refused, the file named", (_, json, words) => {
  const error = refused(() => readRulerQuestions(json, "q.json"));
  expect(error.kind).toBe("invalid-file");
  expect(error.message).toContain(words);
});

test("a changed document, answer or question is other data, and an order of documents too", () => {
  const hashOf = (own: readonly RulerQuestion[]) =>
    ruler(wordModel(), { tasks: ["qa_1"], lengths: [4096], samples: 1, questions: { qa_1: own } }).protocol[
      "questions"
    ];
  const [first, ...others] = bookQuestions as [RulerQuestion, ...RulerQuestion[]];
  const changed = [
    { ...first, question: "?" },
    { ...first, answers: ["Author 0"] },
    { ...first, documents: [...first.documents, "more"] },
    { ...first, documents: ["About book 0."], related: first.documents },
    { ...first, documents: [...first.documents, "About book 0."], related: [] },
  ].map((one) => hashOf([one, ...others]));
  const hashes = [hashOf(bookQuestions), hashOf([...others, first]), ...changed].map((hash) => JSON.stringify(hash));
  expect(new Set(hashes).size).toBe(7);
});
