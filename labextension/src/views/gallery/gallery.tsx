/** Every state of every view on one page, to be looked at. For development only. */
import katex from "katex";
import { createRoot } from "react-dom/client";

import type { Lesson } from "../../room/lesson";
import { ProjectionStore } from "../../room/projection_store";
import { AskName, LessonView, translator, type View } from "..";
import { AT, multiple, open, ordersWith, ownerIn, stored, studentIn } from "./samples";

const refused = (code: string) => ({ state: "refused", notice: { code } }) as const;

const states: [name: string, view: View, lesson: Lesson][] = [
  ["card-connecting", "card", { ...studentIn("waiting"), room: null, connection: "connecting" }],
  ["card-waiting", "card", studentIn("waiting")],
  ["card-open", "card", studentIn("open")],
  ["card-unsent", "card", studentIn("open", { draft: "b", saving: { state: "unsent" } })],
  [
    "card-saving",
    "card",
    studentIn("open", { draft: "b", saving: { state: "saving", since: AT, offline: false } }),
  ],
  [
    "card-saved",
    "card",
    studentIn("open", {
      draft: "b",
      mine: stored("b"),
      saving: { state: "saved", at: AT + 30_000 },
    }),
  ],
  [
    "card-trouble",
    "card",
    studentIn("open", {
      connection: "lost",
      draft: "b",
      saving: { state: "saving", since: AT, offline: true },
    }),
  ],
  [
    "card-conflict",
    "card",
    studentIn("open", { draft: "c", mine: stored("b"), saving: refused("other_answer") }),
  ],
  ["card-locked", "card", studentIn("locked", { mine: stored("b"), saving: { state: "none" } })],
  ["card-locked-none", "card", studentIn("locked")],
  ["card-locked-refused", "card", studentIn("locked", { draft: "c", saving: refused("locked") })],
  ["card-revealed", "card", studentIn("revealed", { mine: stored("c", false) })],
  ["card-revealed-right", "card", studentIn("revealed", { mine: stored("b", true) })],
  [
    "card-multiple",
    "card",
    studentIn("open", { question: multiple, draft: ["a", "b"], saving: { state: "unsent" } }),
  ],
  [
    "card-multiple-revealed",
    "card",
    studentIn("revealed", { question: multiple, mine: stored(["a", "b"], false) }),
  ],
  ["card-text", "card", studentIn("open", { question: open })],
  [
    "card-text-revealed",
    "card",
    studentIn("revealed", { question: open, mine: stored("A tuple never changes.") }),
  ],
  [
    "card-notice",
    "card",
    studentIn("open", {
      notice: { code: "earlier_answer_refused", params: { reason: "locked" } },
    }),
  ],
  ["card-closed", "card", studentIn("closed")],
  [
    "card-removed",
    "card",
    { ...studentIn("open"), connection: "ended", notice: { code: "removed" } },
  ],
  ["panel-waiting", "panel", ownerIn("waiting")],
  ["panel-open", "panel", ownerIn("open", { size: 60 })],
  ["panel-locked", "panel", ownerIn("locked", { question: multiple })],
  ["panel-revealed", "panel", ownerIn("revealed")],
  ["panel-text", "panel", ownerIn("locked", { question: open })],
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
  ["people", "people", ownerIn("open")],
];

const asked = new URLSearchParams(location.search);
const t = translator([asked.get("language") ?? "en"]);
const theme = asked.get("theme");
if (theme) document.body.dataset.jpThemeLight = String(theme === "light");
document.body.style.background = theme === "dark" ? "#111" : "#fff";

function Gallery() {
  return (
    <main style={{ display: "grid", gap: 32, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {states.map(([name, view, lesson]) => (
        <div key={name} id={name}>
          <LessonView
            view={view}
            lesson={lesson}
            orders={ordersWith()}
            projection={new ProjectionStore()}
            t={t}
            typeset={typeset}
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

const now = () => AT + 41_000;

function typeset(element: HTMLElement, tex: string, display: boolean) {
  katex.render(tex, element, { displayMode: display, output: "mathml", throwOnError: false });
  return Promise.resolve();
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Gallery />);
