/** Every state of every view on one page, to be looked at. For development only. */
import katex from "katex";
import { createRoot } from "react-dom/client";

import { parse } from "../../markdown";
import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { AskName, LessonView, translator, type View } from "..";
import { matching } from "./kinds/matching";
import { ordering } from "./kinds/ordering";
import { blanks } from "./kinds/blanks";
import { place, PLOT } from "./kinds/place";
import { scales } from "./kinds/scale";
import { clouds } from "./kinds/words";
import { texts } from "./kinds/written";
import { announced, corrected, manyNumbers, reVoted, withRemoved } from "./panel_states";
import {
  amount,
  AT,
  deskWith,
  keyword,
  letters,
  multiple,
  open,
  ordersWith,
  owned,
  ownerIn,
  single,
} from "./samples";
import { cards, pastAnswers } from "./students";

const states: [name: string, view: View, lesson: Lesson][] = [
  ...cards.map(([name, lesson]): [string, View, Lesson] => [`card-${name}`, "card", lesson]),
  ["panel-waiting", "panel", ownerIn("waiting")],
  ["panel-open", "panel", ownerIn("open", { size: 60 })],
  ["panel-locked", "panel", ownerIn("locked", { question: multiple })],
  ["panel-revealed", "panel", ownerIn("revealed")],
  ["panel-text", "panel", ownerIn("locked", { question: open })],
  ["panel-announced", "panel", announced()],
  ["panel-corrected", "panel", corrected()],
  ["panel-revote", "panel", reVoted()],
  ["panel-letters", "panel", ownerIn("locked", { question: letters })],
  ["panel-number", "panel", ownerIn("locked", { question: amount, size: 60 })],
  ["panel-numbers", "panel", manyNumbers()],
  ["panel-texts", "panel", ownerIn("locked", { question: open, size: 300 })],
  ["panel-short", "panel", ownerIn("revealed", { question: keyword, size: 60 })],
  ["panel-closed", "panel", ownerIn("closed")],
  [
    "panel-lost",
    "panel",
    ownerIn("open", { connection: "lost", notice: { code: "room_changed" }, pending: new Set() }),
  ],
  ["controls", "controls", ownerIn("open")],
  ["question", "question", ownerIn("locked", { question: multiple })],
  ["results", "results", ownerIn("revealed")],
  ["attempts", "attempts", ownerIn("open")],
  ["people", "people", withRemoved()],
  ...ordering,
  ...matching,
  ...blanks,
  ...place,
  ...scales,
  ...clouds,
  ...texts,
];

const asked = new URLSearchParams(location.search);
const t = translator([asked.get("language") ?? "en"]);
const theme = asked.get("theme");
if (theme) document.body.dataset.jpThemeLight = String(theme === "light");
document.body.style.background = theme === "dark" ? "#111" : "#fff";

function Gallery() {
  const { desk } = deskWith({
    "GET /room1": { link: "http://192.168.10.23:8899/DOG-427" },
    "GET /room1/questions/h-f1": owned(single),
  });
  return (
    <main style={{ display: "grid", gap: 32, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {states.map(([name, view, lesson]) => (
        <div key={name} id={name}>
          <LessonView
            view={view}
            lesson={lesson}
            orders={ordersWith()}
            projection={shown()}
            desk={desk}
            myAnswers={answers}
            t={t}
            typeset={typeset}
            parseMarkdown={parseMarkdown}
            asset={asset}
            now={now}
          />
        </div>
      ))}
      <div id="join">
        <AskName code="DOG-427" problem="no_such_room" onJoin={() => undefined} t={t} />
      </div>
    </main>
  );
}

const answers = pastAnswers();
void answers.read();

const now = () => AT + 41_000;

/** `?shown`: with everything that is hidden at first. */
function shown(): ProjectionStore {
  const store = new ProjectionStore();
  store.setSafe(!asked.has("shown"));
  return store;
}

/** The only image there is: a scatter plot. */
function asset(hash: string): Promise<string> {
  if (hash !== PLOT) return Promise.reject(new Error("There is no such image."));
  const dots = [8, 14, 20, 27, 33, 38, 45, 50, 56, 63, 70].map(
    (x, place) => `<circle cx="${x * 6}" cy="${340 - x * 3.4 + (place % 3) * 18}" r="5"/>`,
  );
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#fff"/>' +
    `<path d="M30 330L570 90M30 10V370H590" fill="none" stroke="#888"/>${dots.join("")}<circle cx="510" cy="320" r="5"/></svg>`;
  return Promise.resolve(`data:image/svg+xml,${encodeURIComponent(svg)}`);
}

function typeset(element: HTMLElement, tex: string, display: boolean) {
  katex.render(tex, element, { displayMode: display, output: "mathml", throwOnError: false });
  return Promise.resolve();
}

const parseMarkdown = (text: string) => Promise.resolve(parse(text));

const root = document.getElementById("root");
if (root) createRoot(root).render(<Gallery />);
