/** Typed answers that a key speaks of, as people read them. */
import type { Form } from "../room/documents";
import type { Translate } from "../room/lesson";

/** `2 ± 0.01`, `Paris`, `/colou?r/`, or in words whatever else. */
export function formText({ text }: Form, t: Translate): string {
  if (text === "otherwise") return t("form.otherwise");
  const value = text.replace(/^[=~]\s*/, "");
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value);
  return quoted ? (quoted[1] ?? "").replace(/\\(["\\])/g, "$1") : value;
}
