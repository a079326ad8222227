/** What a key says in pairs: `a:2` is option a in place 2, or with target 2. */

/** What is right for an option: the second halves of its pairs. */
export function rightFor(option: string, right: readonly string[] | null): string[] {
  const start = `${option}:`;
  return (right ?? [])
    .filter((pair) => pair.startsWith(start))
    .map((pair) => pair.slice(start.length));
}

/** The verdict on one pair; null where nothing was said of the option, or nothing is right or wrong. */
export function verdictOfPair(
  option: string,
  said: string,
  right: readonly string[] | null,
): "right" | "wrong" | null {
  if (right === null || said === "") return null;
  return right.includes(`${option}:${said}`) ? "right" : "wrong";
}

/** `1, 2 or 3`, as the language says it. */
export function eitherOf(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(names);
}
