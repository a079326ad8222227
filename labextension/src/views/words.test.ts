import { readFileSync } from "node:fs";

import { commandRefusals, EARLIER_ANSWER_REFUSED, endings, refusals } from "../room/notices";
import de from "./locales/de.json";
import en from "./locales/en.json";
import { sentence, translator } from "./words";

const t = translator(["en"]);

/** The names in backticks in some columns of README's tables whose first column fits. */
function namesIn(firstColumn: RegExp, columns: readonly number[]): string[] {
  // The tests run in labextension/.
  const readme = readFileSync("../pylq_ext/protocol/README.md", "utf8");
  return readme
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => firstColumn.test(cells[1] ?? ""))
    .flatMap((cells) => columns.map((column) => cells[column] ?? ""))
    .flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name ?? ""));
}

const results = /^`(ok|duplicate|not_open|closed|stale_round|conflict|denied|invalid|busy)`$/;
const codes = [...namesIn(/^[45]\d\d$/, [2]), ...namesIn(results, [1, 3])].filter(
  (code) => code !== "ok",
);

test("both catalogues have the same keys, each with the same places", () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  const places = (entry: unknown) =>
    [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].sort();
  for (const [key, entry] of Object.entries(en)) {
    expect([key, places((de as Record<string, unknown>)[key])]).toEqual([key, places(entry)]);
  }
});

test("the README's tables are found, with statuses, results and reasons", () => {
  expect(codes).toEqual(
    expect.arrayContaining(["too_many_tries", "stale_round", "other_answer", "bad_body", "store"]),
  );
});

test.each([...new Set([...codes, ...refusals, ...endings, ...commandRefusals])])(
  "the code %s has a sentence in each language",
  (code) => {
    for (const language of ["en", "de"]) {
      const words = translator([language]);
      expect(sentence(words, { code })).not.toBe(words("notice.unknown", { code }));
    }
  },
);

test("a code with a reason says the reason in words", () => {
  const notice = { code: EARLIER_ANSWER_REFUSED, params: { reason: "locked" } };
  expect(sentence(t, notice)).toBe(
    "Your answer to the earlier question was NOT saved. The question was locked first.",
  );
});

test("an unknown code shows the sender's sentence, or else itself", () => {
  expect(sentence(t, { code: "odd", params: { message: "The disk is full." } })).toBe(
    "The disk is full.",
  );
  expect(sentence(t, { code: "odd" })).toBe("Something went wrong (odd).");
});

test("the first language with a catalogue is taken, and English where there is none", () => {
  expect(translator(["fr-FR", "de-AT", "en"])("card.send")).toBe("Senden");
  expect(translator(["fr"])("card.send")).toBe("Send");
  expect(translator([])("card.send")).toBe("Send");
});

test("plurals go by count, and numbers look as the language writes them", () => {
  expect(t("people.hidden", { count: 1 })).toBe("1 person has a seat. Names are hidden.");
  expect(t("people.hidden", { count: 1200 })).toBe("1,200 people have a seat. Names are hidden.");
  expect(translator(["de"])("card.points", { points: 0.5, count: 2 })).toBe("0,5 von 2 Punkten.");
});

test("a key that is in no catalogue comes back as it is, and so does a place without a value", () => {
  expect(t("no.such.key")).toBe("no.such.key");
  expect(t("toString")).toBe("toString");
  expect(t("card.number")).toBe("Question {number}");
});
