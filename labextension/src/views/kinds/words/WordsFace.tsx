import { useTools } from "../../context";
import type { FaceProps } from "../kind_views";
import { mostOf } from "./lines";

/** How many words may be given. */
export function WordsFace({ question }: FaceProps) {
  const { t } = useTools();
  return <p className="pylq-hint">{t("words.hint", { count: mostOf(question) })}</p>;
}
