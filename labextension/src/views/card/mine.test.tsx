import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { type HistoryAnswer, MyAnswers } from "../../room/my_answers";
import type { Lesson } from "../../room/lesson";
import { AT, multiple, single, stored, studentIn } from "../gallery/samples";
import { feedback as told, types } from "../gallery/kinds/matching";
import { past, pastAnswers } from "../gallery/students";
import { show, t } from "../testing";
import { makeTools } from "../context";
import type { ShowAsset } from "../images";
import { answersFile, fileName } from "./answers_file";

function draw(lesson: Lesson, myAnswers: MyAnswers, save = vi.fn()) {
  myAnswers.follow(lesson);
  const shown = show("card", lesson, {}, undefined, undefined, { myAnswers, save });
  return {
    ...shown,
    save,
    follow: (each: Lesson) => {
      act(() => {
        myAnswers.follow(each);
      });
      shown.update(each);
    },
  };
}

const unfold = (name: RegExp) => userEvent.click(screen.getByText(name));
const button = () => screen.queryByRole("button", { name: "Save my answers" });

/** Answers of a seat that the host gives nothing. */
function refused(code: string) {
  return new MyAnswers(() => Promise.resolve({ notice: { code } } satisfies HistoryAnswer));
}

describe("earlier questions", () => {
  test("are folded below the current one, and read when they are opened", async () => {
    const asked = vi.fn(() =>
      Promise.resolve({
        history: { type: "history" as const, room: "Week 3", name: "Ada", rounds: [...past] },
      }),
    );
    const { container } = draw(studentIn("open"), new MyAnswers(asked));
    expect(asked).not.toHaveBeenCalled();
    const footer = container.querySelector("footer");
    const list = screen.getByText("Earlier questions");
    expect(footer?.compareDocumentPosition(list)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await unfold(/^Earlier questions/);
    expect(asked).toHaveBeenCalledTimes(1);
    const lines = within(screen.getByRole("list", { name: "Earlier questions" }));
    const [newest, oldest] = lines.getAllByRole("listitem").map((line) => line.textContent);
    expect(newest).toBe("Question 2 Why is a tuple hashable? answered");
    expect(oldest).toBe("Question 1 What does sorted return? ✗ not right");
  });

  test("unfold to all attempts, the verdicts and the feedback that was shown", async () => {
    draw(studentIn("waiting"), pastAnswers());
    await unfold(/^Earlier questions/);
    await unfold(/What does sorted return/);
    const attempts = screen.getByRole("heading", { name: "Your answers, the last one counts" });
    const list = attempts.nextElementSibling as HTMLElement;
    const [first, second] = within(list).getAllByRole("listitem");
    expect(first).toHaveTextContent(/^B .* · ✓ right · 1 of 1 point$/);
    expect(second).toHaveTextContent(/^C .* · at the lock · ✗ not right · 0 of 1 point$/);
    expect(screen.getByText("Wrong, yours")).toBeVisible();
    expect(screen.getByText(/returns a new list/)).toBeVisible();
    await unfold(/Why is a tuple hashable/);
    expect(screen.getByText("It <b>cannot</b>")).toBeVisible();
    expect(screen.getByText("No feedback was shown.")).toBeVisible();
  });

  test("are not there where nothing was asked before", () => {
    const lesson = studentIn("open");
    const round = { id: "r7", number: 1, picked_at: AT, face: "f1" };
    draw({ ...lesson, room: lesson.room && { ...lesson.room, round } }, refused("no_answer"));
    expect(screen.queryByText(/Earlier questions/)).toBeNull();
  });

  test("never show the current question's feedback before its reveal", async () => {
    const { container } = draw(studentIn("locked", { mine: stored("b") }), pastAnswers([]));
    await unfold(/^Earlier questions/);
    expect(container).not.toHaveTextContent(/list\.sort|returns a new list/);
    expect(screen.queryByText("What does sorted return?")).toBeNull();
  });

  test("a change of the question leaves them unfolded, and the focus where it is", async () => {
    const { follow } = draw(studentIn("waiting"), pastAnswers());
    await unfold(/^Earlier questions/);
    const line = screen.getByText(/What does sorted return/).closest("summary");
    line?.focus();
    follow(studentIn("open", { question: multiple }));
    expect(line).toHaveFocus();
    expect(screen.getByText(/What does sorted return/)).toBeVisible();
  });

  test("that the host does not give are told to be perhaps not all", async () => {
    draw(studentIn("open"), refused("no_answer"));
    await unfold(/^Earlier questions/);
    expect(await screen.findByText(/questions may be missing here/)).toBeVisible();
  });
});

describe("my answers as a file", () => {
  test.each([
    ["waiting", true],
    ["open", false],
    ["locked", false],
    ["revealed", true],
    ["closed", true],
  ] as const)("can be had while the room is %s: %s", async (phase, can) => {
    const answers = pastAnswers();
    draw(studentIn(phase), answers);
    expect(button() !== null).toBe(can);
    // A close is followed by a reading, which is drawn too.
    await act(() => answers.read());
  });

  test("are offered by nobody who has none", () => {
    const lesson = studentIn("waiting");
    draw({ ...lesson, room: lesson.room && { ...lesson.room, version: 1 } }, refused("no_answer"));
    expect(button()).toBeNull();
  });

  test("are read at the close at once, and saved without asking again", async () => {
    const asked = vi.fn(() =>
      Promise.resolve({
        history: { type: "history" as const, room: "Week 3", name: "Ada", rounds: [...past] },
      }),
    );
    const { follow, save } = draw(studentIn("open"), new MyAnswers(asked));
    follow({ ...studentIn("closed"), connection: "ended", notice: { code: "closed" } });
    expect(asked).toHaveBeenCalledTimes(1);
    await userEvent.click(await screen.findByRole("button", { name: "Save my answers" }));
    await vi.waitFor(() => {
      expect(save).toHaveBeenCalledTimes(1);
    });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(save).toHaveBeenCalledWith(
      "Week-3-2026-11-23-my-answers.html",
      expect.stringContaining("What does sorted return?"),
    );
  });

  test("of somebody removed are what is on the page, and the file says so", async () => {
    const { follow, save } = draw(studentIn("open", { mine: stored("b") }), refused("removed"));
    follow({
      ...studentIn("open", { mine: stored("b") }),
      connection: "ended",
      notice: { code: "removed" },
    });
    await userEvent.click(screen.getByRole("button", { name: "Save my answers" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/what this page has seen/);
    const text = String(save.mock.calls[0]?.[1]);
    expect(text).toContain("What does sorted return?");
    expect(text).toContain("This file holds what the page that saved it had seen.");
  });
});

describe("the file", () => {
  const tools = makeTools(
    t,
    () => Promise.resolve(),
    () => AT,
  );
  const record = { room: "Week 3", name: "Ada <i>L.</i>", rounds: past, at: AT, isPart: false };
  const read = async (changes: Partial<typeof record> = {}, image?: ShowAsset) =>
    new DOMParser().parseFromString(
      await answersFile({ ...record, ...changes }, tools, image),
      "text/html",
    );

  test("has every question with answers, verdicts and feedback, and reads well as text", async () => {
    const page = await read();
    const text = page.body.textContent;
    expect(page.title).toBe("Week 3: answers of Ada <i>L.</i>");
    expect(text).toMatch(/Question 1: What does sorted return\?/);
    expect(text).toMatch(/That is list\.sort\(\)/);
    expect(text).toMatch(/Wrong, yours/);
    expect(text).toMatch(/Question 2: Why is a tuple hashable\?/);
  });

  test("tells an answer with parts part by part", async () => {
    const [first] = past;
    const attempt = { ...first?.attempts[0], answer: ["1", "3", ""] };
    const round = { ...first, question: types, attempts: [attempt], feedback: told };
    const text = (await read({ rounds: [round as (typeof past)[number]] })).body.textContent;
    expect(text).toMatch(/4.{0,3}\{\} makes an empty one/);
    expect(text).toContain("A → 1 ✓ right");
    expect(text).toContain("B → 3 ✗ not right (right: 2)");
  });

  test("holds names and answers as text, never as markup", async () => {
    const page = await read();
    expect(page.querySelector("i, b")).toBeNull();
    expect(page.body.textContent).toContain("It <b>cannot</b>");
    const hostile = "</style><script>alert(1)</script>";
    const rounds = past.map((round) => ({
      ...round,
      question: { ...round.question, title: hostile },
      attempts: round.attempts.map((attempt) => ({ ...attempt, answer: hostile })),
    }));
    const attacked = await read({ room: hostile, name: hostile, rounds });
    expect(attacked.querySelector("script")).toBeNull();
    expect(attacked.querySelectorAll("style")).toHaveLength(1);
  });

  const [first] = past;
  const plot = "0123".repeat(16);
  const prompt = `<p><img src="asset:${plot}" alt="A plot of two lines"></p>`;
  const withPlot = first ? [{ ...first, question: { ...single, prompt } }] : [];

  test("holds the images themselves", async () => {
    const asked: string[] = [];
    const page = await read({ rounds: withPlot }, (hash) => {
      asked.push(hash);
      return Promise.resolve("data:image/png;base64,AAAA");
    });
    expect(asked).toEqual([plot]);
    const image = page.querySelector("img");
    expect(image?.getAttribute("src")).toBe("data:image/png;base64,AAAA");
    expect(image?.alt).toBe("A plot of two lines");
  });

  test.each<[string, ShowAsset]>([
    ["that cannot be had", () => Promise.reject(new Error("offline"))],
    ["whose address leads elsewhere", () => Promise.resolve("https://example.org/plot.png")],
  ])("has the text of an image %s, and a policy forbids to ask for it", async (_, image) => {
    const page = await read({ rounds: withPlot }, image);
    expect(page.querySelector("img, link, script, iframe")).toBeNull();
    expect(page.body.textContent).toContain("[Image: A plot of two lines]");
    const policy = page.querySelector("meta[http-equiv=Content-Security-Policy]");
    expect(policy?.getAttribute("content")).toMatch(/^default-src 'none'/);
  });

  test("has mathematics typeset, or as TeX where that cannot be had", async () => {
    const round = { ...past[0], question: multiple } as (typeof past)[number];
    expect((await read({ rounds: [round] })).body.textContent).toContain("O(n)");
    const able = {
      ...tools,
      typeset: (element: HTMLElement) => {
        element.replaceChildren("typeset");
        return Promise.resolve();
      },
    };
    const text = await answersFile({ ...record, rounds: [round] }, able);
    expect(text).toContain("typeset");
    const unable = { ...tools, typeset: () => Promise.reject(new Error("offline")) };
    expect(await answersFile({ ...record, rounds: [round] }, unable)).toContain("O(n)");
  });

  test.each([
    ["Week 3", "Week-3-2026-11-23-my-answers.html"],
    ["../../etc/passwd", "etc-passwd-2026-11-23-my-answers.html"],
    ["Übung: <Statistik>", "Übung-Statistik-2026-11-23-my-answers.html"],
    ["???", "2026-11-23-my-answers.html"],
  ])("for the room %s is called %s", (room, name) => {
    expect(fileName({ room, at: AT }, tools)).toBe(name);
  });
});
