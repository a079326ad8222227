/** The parts of the instructor's panel, which can each be laid out alone. */
export type Part = "controls" | "question" | "results" | "attempts" | "people";
