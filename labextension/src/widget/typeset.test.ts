import { expect, test } from "vitest";

import { renderInto } from "../katex";
import { makeTypeset } from "./typeset";

function element(tex: string): HTMLElement {
  const made = document.createElement("span");
  made.textContent = tex;
  return made;
}

test("the script is fetched from the host once, when the first formula is shown", async () => {
  const asked: string[] = [];
  const typeset = makeTypeset(
    () => "/base/pylq/",
    (address) => {
      asked.push(address);
      return Promise.resolve({ renderInto });
    },
  );
  expect(asked).toEqual([]);
  const formulas = ["a^2", "b^2"].map(element);
  await Promise.all(formulas.map((one) => typeset(one, one.textContent, false)));
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^http:\/\/[^/]+\/base\/pylq\/static\/katex\.js\?v=test$/);
  for (const formula of formulas) expect(formula.querySelector("math")).not.toBeNull();
});

test("where the script cannot be had the TeX stays, and the next formula tries again", async () => {
  let works = false;
  const typeset = makeTypeset(
    () => "/pylq/",
    () => (works ? Promise.resolve({ renderInto }) : Promise.reject(new TypeError("offline"))),
  );
  const formula = element("a^2");
  await expect(typeset(formula, "a^2", false)).rejects.toThrow("offline");
  expect(formula).toHaveTextContent("a^2");
  works = true;
  await typeset(formula, "a^2", false);
  expect(formula.querySelector("math")).not.toBeNull();
});

test("while the host is unknown the TeX stays", async () => {
  const typeset = makeTypeset(
    () => null,
    () => Promise.reject(new Error("must not be asked")),
  );
  await expect(typeset(element("a"), "a", false)).rejects.toThrow("not known");
});
