import { screen } from "@testing-library/react";

import type { Lesson } from "../room/lesson";
import { ProjectionStore } from "../room/projection_store";
import { directed, isolated } from "./direction";
import { open, ownerIn, single, stored, studentIn } from "./gallery/samples";
import { show, t } from "./testing";

const ARABIC = "ما نوع هذه القيمة؟";
const HEBREW = "מה מודפס כאן?";

/** The element of what a text stands in that says which way it runs. */
const around = (text: string | RegExp) => screen.getByText(text).closest("[dir], bdi");

describe("a fragment", () => {
  test("marks code and formulas, which run from left to right, and nothing else", () => {
    expect(
      directed(
        `<p>${ARABIC} <code>a</code> <span class="pylq-math">x</span> <em>b</em></p>\n` +
          '<div class="pylq-code"><pre><code>1 &lt; 2 &lt;code&gt;</code></pre></div>\n' +
          '<div class="pylq-math pylq-display">y</div>',
      ),
    ).toBe(
      `<p>${ARABIC} <code dir="ltr">a</code> <span class="pylq-math" dir="ltr">x</span> <em>b</em></p>\n` +
        '<div class="pylq-code" dir="ltr"><pre><code dir="ltr">1 &lt; 2 &lt;code&gt;</code></pre></div>\n' +
        '<div class="pylq-math pylq-display" dir="ltr">y</div>',
    );
  });

  test("makes no element of what stands in an attribute", () => {
    const image = '<img src="asset:0" alt="<code><img src=x onerror=alert(1)>">';
    const page = new DOMParser().parseFromString(directed(image), "text/html");
    expect([...page.body.querySelectorAll("*")].map(({ localName }) => localName)).toEqual(["img"]);
    expect(page.querySelector("img")?.alt).toBe("<code><img src=x onerror=alert(1)>");
  });

  test("runs as its text begins, in prompts, options and notes", () => {
    const question = {
      ...single,
      prompt: `<p>${ARABIC}</p>`,
      options: [
        { id: "a", text: HEBREW },
        { id: "b", text: "<code>1</code>" },
      ],
    };
    show("card", studentIn("open", { question }));
    expect(around(ARABIC)).toHaveAttribute("dir", "auto");
    expect(around(HEBREW)).toHaveAttribute("dir", "auto");
    expect(screen.getByText("1")).toHaveAttribute("dir", "ltr");
  });
});

describe("what a person wrote", () => {
  test("does not turn a sentence round that it stands in", () => {
    expect(t("card.stored", { answer: HEBREW })).toBe(`Stored: \u2068${HEBREW}\u2069.`);
    expect(isolated("Ångström 中文")).toBe("Ångström 中文");
  });

  test("runs as it begins in the panel: the room and the names in it", () => {
    const lesson = ownerIn("open");
    const named: Lesson = {
      ...lesson,
      room: lesson.room && { ...lesson.room, name: ARABIC },
      people: new Map(
        [...lesson.people].map(([seat, person]) => [
          seat,
          { ...person, name: `${HEBREW} ${seat}` },
        ]),
      ),
    };
    const { unmount } = show("controls", named);
    expect(around(ARABIC)).toHaveAttribute("dir", "auto");
    unmount();
    const projection = new ProjectionStore();
    projection.setSafe(false);
    show("people", named, {}, undefined, projection);
    const names = screen.getAllByText(new RegExp(HEBREW.slice(0, 8)));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name.closest("bdi, [dir=auto]")).not.toBeNull();
  });

  test("runs as it begins while it is typed", () => {
    show("card", studentIn("open", { question: open, mine: stored(HEBREW) }));
    expect(screen.getByRole("textbox")).toHaveAttribute("dir", "auto");
  });
});
