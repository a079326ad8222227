/** An answer that has parts, part by part: what was said, how it fared, and what is right instead. */
import type { Blank, OwnAttempt, OwnRound } from "../../room/documents";
import type { Translate } from "../../room/lesson";
import { letter } from "../answers";
import { fittingIn, nameOf, partsIn, partText, verdictIn } from "../kinds/blanks/parts";

export interface PartLine {
  said: string;
  /** null: there is no right or wrong, or it is not known yet. */
  isRight: boolean | null;
  /** What is right, where something else was said; "" where it was not, or is not known. */
  right: string;
}

/** The lines of the answer that counts; none for other kinds, and without an answer. */
export function partLines({ question, attempts, feedback }: OwnRound, t: Translate): PartLine[] {
  const last = attempts.at(-1);
  if (!last || !Array.isArray(last.answer)) return [];
  const { answer } = last;
  const right = feedback?.right ?? null;
  if (question.kind === "ordering")
    return answer.map((option, place) =>
      line(`${place + 1}`, option, `${option}:${place + 1}`, right, (id) =>
        id.endsWith(`:${place + 1}`) ? (id.split(":")[0] ?? "") : null,
      ),
    );
  if (question.kind === "matching")
    return question.options.map(({ id: option }, place) =>
      line(letter(option), answer[place] ?? "", `${option}:${answer[place]}`, right, (id) =>
        id.startsWith(`${option}:`) ? (id.split(":")[1] ?? "") : null,
      ),
    );
  if (question.kind === "blanks") return blankLines(question.blanks ?? [], last, feedback, t);
  return [];
}

function blankLines(
  blanks: readonly Blank[],
  { answer, mark }: OwnAttempt,
  feedback: OwnRound["feedback"],
  t: Translate,
): PartLine[] {
  const right = feedback?.right ?? null;
  const said = partsIn(answer, blanks);
  return blanks.map((blank, place) => {
    const verdict = verdictIn(blank, mark, right);
    const fitting = fittingIn(blank, feedback?.forms ?? [], t)
      .filter(({ id }) => right?.includes(id))
      .map(({ text }) => text);
    const text = partText(blank, said[place] ?? "", t("language")) || "–";
    return {
      said: `${nameOf(blank, blanks.length, t)}: ${text}`,
      isRight: verdict === null ? null : verdict === "right",
      right: verdict === "wrong" ? fitting.join(", ") : "",
    };
  });
}

function line(
  name: string,
  said: string,
  id: string,
  right: readonly string[] | null,
  saidBy: (id: string) => string | null,
): PartLine {
  const isRight = right === null ? null : right.includes(id);
  const others = (right ?? []).flatMap((each) => saidBy(each) ?? []);
  return {
    said: `${name} → ${letter(said) || "–"}`,
    isRight,
    right: isRight === false ? others.map(letter).join(", ") : "",
  };
}
