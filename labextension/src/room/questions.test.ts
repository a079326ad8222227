import { expect, test } from "vitest";

import { Questions } from "./questions";
import type { Answer } from "./my_rooms";
import { question } from "./samples";

function host(...answers: (Answer | Promise<Answer>)[]) {
  const asked: unknown[] = [];
  const questions = new Questions((...request) => {
    asked.push(request);
    return Promise.resolve(answers.shift() ?? { notice: { code: "no_answer" } });
  }, "r1");
  return { questions, asked };
}

test("a question is read once, by its hash", async () => {
  const document = question({ hash: "h1" });
  const { questions, asked } = host({ body: document });
  await questions.read("h1");
  await questions.read("h1");
  expect(questions.getSnapshot().read.get("h1")).toEqual(document);
  expect(asked).toEqual([["GET", "/r1/questions/h1"]]);
});

test("only the questions that were looked at last stay at hand", async () => {
  const hashes = Array.from({ length: 9 }, (_, index) => `h${index}`);
  const { questions } = host(...hashes.map((hash) => ({ body: question({ hash }) })));
  for (const hash of hashes) await questions.read(hash);
  expect([...questions.getSnapshot().read.keys()]).toEqual(hashes.slice(1));
});

test("a question is given by value, and known by the hash that the host gives it", async () => {
  const { questions, asked } = host({ body: { hash: "h2", face: "f2" } });
  expect(await questions.put("- [ ] A")).toBe("h2");
  expect(asked).toEqual([["PUT", "/r1/questions", { source: "- [ ] A" }]]);
  expect(questions.getSnapshot()).toMatchObject({ busy: false, notice: null });
});

test("a double click gives one question", async () => {
  const { questions, asked } = host({ body: { hash: "h2" } }, { body: { hash: "h3" } });
  const both = await Promise.all([questions.put("- [ ] A"), questions.put("- [ ] A")]);
  expect(both).toEqual(["h2", null]);
  expect(asked).toHaveLength(1);
});

test("a refusal is told until the next try", async () => {
  const { questions } = host({ notice: { code: "denied" } }, { body: { hash: "h2" } });
  expect(await questions.put("?")).toBeNull();
  expect(questions.getSnapshot()).toMatchObject({ busy: false, notice: { code: "denied" } });
  await questions.put("- [ ] A");
  expect(questions.getSnapshot().notice).toBeNull();
});

test.each([null, {}, { prompt: "x" }, "text"])("%j is no question", async (body) => {
  const { questions } = host({ body });
  await questions.read("h1");
  expect(questions.getSnapshot().read.size).toBe(0);
  expect(questions.getSnapshot().notice).toEqual({ code: "no_answer" });
});
