import { describe, expect, test } from "vitest";

import { numberText, readNumber } from "./number_text";

describe("a number is read as it was meant", () => {
  test.each([
    ["3.5", 3.5],
    ["  42 ", 42],
    ["-3", -3],
    ["− 3", -3],
    ["–0.25", -0.25],
    ["+7", 7],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1.5E-3", 0.0015],
    ["0", 0],
    ["-0", 0],
    ["12 000", 12000],
    ["12 000 000.5", 12000000.5],
    ["12’000", 12000],
    ["1,234,567", 1234567],
    ["1,234.5", 1234.5],
    ["1.234,5", 1234.5],
    ["1.234.567,25", 1234567.25],
    ["0,125", 0.125],
    ["3,5", 3.5],
    ["3,1416", 3.1416],
    ["1,5e2", 150],
    ["1/4", 0.25],
    ["-3 / 4", -0.75],
    ["2 × 10^4", 20000],
    ["1,5*10^-1", 0.15],
  ])("%s in either language", (typed, number) => {
    expect(readNumber(typed, "en")).toEqual({ number });
    expect(readNumber(typed, "de")).toEqual({ number });
  });

  test("a mark before three digits is the decimal one where the language writes it so", () => {
    expect(readNumber("1.234", "en")).toEqual({ number: 1.234 });
    expect(readNumber("1,234", "de")).toEqual({ number: 1.234 });
  });

  test("and is asked about where the language does not", () => {
    expect(readNumber("1,234", "en")).toEqual({
      problem: "ambiguous",
      small: "1.234",
      large: "1234",
    });
    expect(readNumber("-1.234", "de")).toEqual({
      problem: "ambiguous",
      small: "-1,234",
      large: "-1234",
    });
  });

  test.each([
    "",
    "abc",
    "3 apples",
    "1/0",
    "1/2/3",
    "50%",
    "1,2,3",
    "1..2",
    "1 2",
    "--3",
    "e5",
    "NaN",
    "0x10",
  ])("%j is no number", (typed) => {
    expect(readNumber(typed, "en")).toEqual({ problem: "unreadable" });
    expect(readNumber(typed, "de")).toEqual({ problem: "unreadable" });
  });

  test("what no host can store is too large", () => {
    expect(readNumber("1e999", "en")).toEqual({ problem: "too_large" });
  });
});

test("a number is shown with all its digits, and read again it is the same", () => {
  for (const number of [3.14159265358979, -0.1, 1e21, 1e-7, 1234567, 0.125]) {
    for (const language of ["en", "de"]) {
      expect(readNumber(numberText(number, language), language)).toEqual({ number });
    }
  }
  expect(numberText(3.14159, "de")).toBe("3,14159");
});
