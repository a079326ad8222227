/**
 * A student's answers as a file to keep: one page of HTML that needs nothing beside it, reads well in
 * any browser and as plain text, and asks no host for anything.
 */
import type { OwnRound } from "../../room/documents";
import { chosen, letter } from "../answers";
import type { ViewTools } from "../context";
import { directed, isolated } from "../direction";
import { formText } from "../forms";
import { noAssets, type ShowAsset, withoutAddresses } from "../images";
import { earnsPart, verdictOf } from "../verdicts";
import { type PartLine, partLines } from "./part_lines";
import { answerIn, circumstances, outcomeOf } from "./past";

/** Milliseconds; what is not typeset by then stays TeX, which can be read too. */
const TYPESET_WITHIN = 3_000;

/** Milliseconds; an image that has not come by then is its text. */
const IMAGES_WITHIN = 15_000;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE = `
:root { color-scheme: light dark }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif }
section { margin-block: 2rem; padding-block-start: 1rem; border-block-start: 1px solid }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem } h3 { font-size: 1rem }
pre, .pylq-display { overflow-x: auto } pre { padding: .7rem; border: 1px solid; border-radius: .4rem }
table { border-collapse: collapse } th, td { padding: .2rem .6rem; border: 1px solid }
img { max-width: 100%; height: auto; background: #fff }
.options { list-style: none; padding: 0 } .options > li { margin-block: .6rem }
.options > li > div { margin-inline-start: 1.6rem } .letter { float: inline-start; font-weight: 700 }
:is(p, h1, h2, h3, h4, h5, h6, li, td, th, blockquote) { unicode-bidi: plaintext }
.verdict { font-weight: 700 } .text { white-space: pre-wrap; overflow-wrap: anywhere }
`;

/** What the file is about. */
export interface AnswersRecord {
  room: string;
  name: string;
  rounds: readonly OwnRound[];
  /** Milliseconds since the epoch. */
  at: number;
  /** The host could not be asked, so something may be missing. */
  isPart: boolean;
}

/** `Week-3-2026-11-23-my-answers.html`: what every file system takes. */
export function fileName(
  { room, at }: Pick<AnswersRecord, "room" | "at">,
  { t }: ViewTools,
): string {
  const day = new Date(at);
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const safe = room
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return [safe, date, t("mine.file_name")].filter((part) => part !== "").join("-") + ".html";
}

/**
 * The file's text. Everything that a person wrote is put in as text, never as markup. `image` gives an
 * image as an address that holds all of it (`data:`).
 */
export async function answersFile(
  record: AnswersRecord,
  tools: ViewTools,
  image: ShowAsset = noAssets,
): Promise<string> {
  const { t } = tools;
  // A document without a window: it loads nothing and runs nothing.
  const page = document.implementation.createHTMLDocument(
    t("mine.file_title", { room: record.room, name: record.name }),
  );
  const write = new Writer(page, tools);
  page.documentElement.lang = t("language");
  const policy = write.element("meta", "");
  policy.setAttribute("http-equiv", "Content-Security-Policy");
  policy.setAttribute("content", POLICY);
  const charset = write.element("meta", "");
  charset.setAttribute("charset", "utf-8");
  page.head.prepend(charset, policy);
  page.head.append(write.element("style", "", STYLE));
  const when = new Intl.DateTimeFormat(t("language"), { dateStyle: "long", timeStyle: "short" });
  page.body.append(
    write.element("h1", "", page.title),
    write.element("p", "", t("mine.file_saved_at", { time: when.format(record.at) })),
  );
  if (record.isPart) page.body.append(write.element("p", "", t("mine.file_part")));
  if (record.rounds.length === 0) page.body.append(write.element("p", "", t("mine.none")));
  page.body.append(...record.rounds.map((round) => write.round(round)));
  await Promise.all([typesetAll(page.body, tools), putImagesIn(page.body, image, tools)]);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

class Writer {
  readonly #page: Document;
  readonly #tools: ViewTools;

  constructor(page: Document, tools: ViewTools) {
    this.#page = page;
    this.#tools = tools;
  }

  element(name: string, className: string, ...content: (string | Node)[]): HTMLElement {
    const element = this.#page.createElement(name);
    if (className !== "") element.className = className;
    element.append(...content);
    return element;
  }

  /** What a person wrote, in an element of its own. */
  written(name: string, text: string): HTMLElement {
    const element = this.element(name, "text", text);
    element.dir = "auto";
    return element;
  }

  round(round: OwnRound): HTMLElement {
    const { t } = this.#tools;
    const { question, attempts, feedback } = round;
    const title = `${t("mine.question", { number: round.number })}: ${isolated(question.title)}`;
    const section = this.element("section", "", this.element("h2", "", title));
    section.append(
      this.element("p", "verdict", t(`mine.verdict_${outcomeOf(round)}`)),
      this.fragment(question.prompt),
    );
    if (question.options.length > 0) section.append(this.#options(round));
    if (question.targets && question.targets.length > 0) section.append(this.#targets(round));
    const parts = partLines(round, t);
    if (parts.length > 0) section.append(this.#parts(parts));
    if (feedback?.forms && feedback.forms.length > 0) section.append(this.#forms(round));
    if (attempts.length > 0) {
      section.append(
        this.element("h3", "", t(attempts.length > 1 ? "mine.yours" : "mine.yours_one")),
        this.#attempts(round),
      );
    }
    if (!feedback) section.append(this.element("p", "", t("mine.no_feedback")));
    if (feedback?.model_answer) {
      section.append(this.element("h3", "", t("feedback.model_answer")));
      section.append(this.fragment(feedback.model_answer));
    }
    if (feedback?.explanation) {
      section.append(this.element("h3", "", t("feedback.explanation")));
      section.append(this.fragment(feedback.explanation));
    }
    return section;
  }

  /** A fragment that the host made safe; its images are put in later. */
  fragment(html: string): HTMLElement {
    const element = this.element("div", "");
    element.dir = "auto";
    element.innerHTML = directed(withoutAddresses(html));
    return element;
  }

  #options({ question, attempts, feedback }: OwnRound): HTMLElement {
    const { t } = this.#tools;
    const last = attempts.at(-1);
    const ticked = chosen(last?.answer ?? null, question.kind);
    const canMiss = question.kind === "multiple" && last !== undefined;
    const isPartly = earnsPart(last?.mark, question.kind);
    const items = question.options.map((option) => {
      const item = this.element("li", "", this.element("span", "letter", letter(option.id)));
      const body = this.fragment(option.text);
      const verdict = verdictOf(option.id, feedback?.right ?? null, ticked, canMiss, isPartly);
      if (verdict) {
        const isMine = ticked.includes(option.id) && verdict !== "yours";
        const words = t(isMine ? `option.${verdict}_yours` : `option.${verdict}`);
        body.append(this.element("p", "verdict", words));
      }
      const note = feedback?.notes[option.id];
      if (note) body.append(this.fragment(note));
      item.append(body);
      return item;
    });
    return this.element("ul", "options", ...items);
  }

  /** What the options are matched with. */
  #targets({ question }: OwnRound): HTMLElement {
    const items = (question.targets ?? []).map(({ id, text }) =>
      this.element("li", "", this.element("span", "letter", id), this.fragment(text)),
    );
    return this.element("ul", "options", ...items);
  }

  #parts(parts: readonly PartLine[]): HTMLElement {
    const { t } = this.#tools;
    const items = parts.map(({ said, isRight, right }) => {
      const item = this.element("li", "", this.written("span", said));
      if (isRight !== null) {
        const verdict = t(isRight ? "mine.verdict_right" : "mine.verdict_wrong");
        item.append(" ", this.element("span", "verdict", verdict));
      }
      if (right !== "") item.append(" ", this.written("span", t("mine.file_right", { right })));
      return item;
    });
    return this.element("ul", "options", ...items);
  }

  /** What the typed answer was compared with. */
  #forms({ question, attempts, feedback }: OwnRound): HTMLElement {
    const { t } = this.#tools;
    const isPartly = earnsPart(attempts.at(-1)?.mark, question.kind);
    const fits = attempts.at(-1)?.mark?.form ?? null;
    const items = (feedback?.forms ?? []).map((form) => {
      const body = this.element("div", "", this.written("p", formText(form, t)));
      const verdict = verdictOf(
        form.id,
        feedback?.right ?? null,
        fits === null ? [] : [fits],
        false,
        isPartly,
      );
      if (verdict) {
        const isMine = form.id === fits && verdict !== "yours";
        body.append(
          this.element("p", "verdict", t(isMine ? `option.${verdict}_yours` : `option.${verdict}`)),
        );
      }
      const note = feedback?.notes[form.id];
      if (note) body.append(this.fragment(note));
      return this.element("li", "", body);
    });
    return this.element("ul", "options", ...items);
  }

  #attempts(round: OwnRound): HTMLElement {
    const items = round.attempts.map((attempt) =>
      this.element(
        "li",
        "",
        this.written("span", answerIn(round, attempt, this.#tools.t)),
        ` (${circumstances(attempt, this.#tools)})`,
      ),
    );
    return this.element("ol", "", ...items);
  }
}

/** Every image, or its text where it cannot be had: the file asks no host for anything. */
async function putImagesIn(body: HTMLElement, image: ShowAsset, { t }: ViewTools): Promise<void> {
  const images = [...body.querySelectorAll("img")];
  const all = images.map(async (element) => {
    const address = await image(element.dataset.pylqAsset ?? "");
    delete element.dataset.pylqAsset;
    element.src = address;
  });
  await withinTime(Promise.allSettled(all), IMAGES_WITHIN);
  for (const element of images) {
    const isThere = element.getAttribute("src")?.startsWith("data:image/") ?? false;
    if (!isThere) element.replaceWith(t("mine.image", { text: element.alt }));
  }
}

async function typesetAll(body: HTMLElement, { typeset }: ViewTools): Promise<void> {
  const formulas = [...body.querySelectorAll<HTMLElement>(".pylq-math")];
  if (formulas.length === 0) return;
  const all = Promise.allSettled(
    formulas.map((math) =>
      typeset(math, math.textContent, math.classList.contains("pylq-display")),
    ),
  );
  await withinTime(all, TYPESET_WITHIN);
}

/** Wait for something, but not longer than so many milliseconds. */
async function withinTime(something: Promise<unknown>, most: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([something, enough]);
  clearTimeout(timer);
}
