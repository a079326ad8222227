/** The instructor's lesson at moments that need more than a phase. */
import type { Lesson } from "../../room/lesson";
import { AT, classOf, deviation, ownerIn } from "./samples";

type Changes = Partial<NonNullable<Lesson["room"]>>;

function inRoom(lesson: Lesson, changes: Changes): Lesson {
  return { ...lesson, room: lesson.room && { ...lesson.room, ...changes } };
}

/** The lock comes in three seconds. */
export function announced(): Lesson {
  return inRoom(ownerIn("open"), { deadline: AT + 43_500 });
}

/** A counts as right instead of B, since half past ten. */
export function corrected(): Lesson {
  const lesson = ownerIn("revealed");
  const round = lesson.room?.round ?? null;
  const key = { amendment: 2, right: ["a"], at: AT + 900_000 };
  return {
    ...inRoom(lesson, { round: round && { ...round, corrected: key } }),
    feedback: lesson.feedback && { ...lesson.feedback, amendment: 2, right: ["a"] },
    attempts: lesson.attempts.map((attempt) => {
      const right = attempt.answer === "a";
      return { ...attempt, mark: { right, points: Number(right), of: 1 } };
    }),
  };
}

/** The question is asked for the second time; before, everybody said A but one, who was removed. */
export function reVoted(): Lesson {
  const lesson = ownerIn("locked");
  const round = lesson.room?.round;
  if (!round) return lesson;
  const before = { ...round, id: "r6", number: 2, phase: "revealed" as const };
  const earlier = lesson.attempts
    .filter(({ seat }) => seat !== "s11")
    .map((attempt, place) => ({ ...attempt, round: "r6", answer: place < 7 ? "a" : "b" }));
  const gone = { ...lesson.attempts[0], seat: "s11", round: "r6", answer: "c" };
  return {
    ...inRoom(lesson, { rounds: [before, round] }),
    removed: new Set(["s11"]),
    attempts: [...earlier, gone as (typeof earlier)[number], ...lesson.attempts],
  };
}

/** Nearly everybody gives another number; one of them is far from all others. */
export function manyNumbers(): Lesson {
  const answers = [2, 2.14, 1.4, 2, 1.9, 3.2, 2.5, 2.14, 0.8, 4, 1.75, 2, 2.3, 2.9, 1.1, 5, 400];
  const given = {
    answers,
    markOf: (answer: unknown) => {
      const right = answer === 2;
      return { right, points: right ? 2 : 0, of: 2, form: right ? "a" : "c" };
    },
  };
  return ownerIn("locked", { question: deviation, ...classOf(60, deviation, given) });
}

/** Two people were removed. */
export function withRemoved(): Lesson {
  const lesson = ownerIn("open");
  return { ...lesson, removed: new Set(["s1", "s2"]) };
}
