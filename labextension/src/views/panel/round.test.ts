import { expect, test } from "vitest";

import type { Round } from "../../room/documents";
import type { BankLine } from "../../room/lesson";
import { bank, ownerIn } from "../gallery/samples";
import { lineOf } from "./round";

const [first, second, third] = bank.questions as [BankLine, BankLine, BankLine];
const asked = ownerIn("open").room?.round as Round;
const of = (line: BankLine): Round => ({
  ...asked,
  question: line.hash ?? "",
  bank: line.bank,
  cell: line.cell,
});

test("a round's line is the one with its text, though another is in its place by now", () => {
  const moved = [
    { ...third, cell: first.cell },
    { ...first, cell: second.cell },
  ];
  expect(lineOf(of(first), moved)).toBe(moved[1]);
});

test("of several with its text it is the one in its cell", () => {
  const copied = [{ ...first, cell: "copy" }, first];
  expect(lineOf(of(first), copied)).toBe(first);
});

test("where no line has its text, because it was edited, it is the one in its cell", () => {
  const edited = { ...first, hash: "edited" };
  expect(lineOf(of(first), [second, edited])).toBe(edited);
  expect(lineOf({ ...of(first), cell: null }, [second, edited])).toBeNull();
});
