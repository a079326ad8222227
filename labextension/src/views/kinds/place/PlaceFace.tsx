import { Accepted } from "../../Accepted";
import { useTools } from "../../context";
import { earnsPart, verdictOn } from "../../verdicts";
import type { FaceProps } from "../kind_views";
import { pointOf } from "../said";
import { Areas, Marker } from "./Marks";
import { Picture, useSize } from "./Picture";
import { areasOf, formsInWords } from "./shapes";

/** The image, with the key's areas and somebody's own place as far as they are given. */
export function PlaceFace({ question: { image = "" }, answerKey, own = null }: FaceProps) {
  const { t } = useTools();
  const size = useSize(image);
  const { forms = [], right = null, notes = {} } = answerKey ?? {};
  const mark = own?.mark ?? null;
  return (
    <div className="pylq-place">
      <Picture html={image} size={size}>
        {answerKey && <Areas areas={areasOf(forms)} right={right} size={size} />}
        {own && typeof own.answer === "string" && (
          <Marker at={pointOf(own.answer)} verdict={answerKey && mark && verdictOn(mark)} />
        )}
      </Picture>
      {forms.length > 0 && (
        <Accepted
          forms={formsInWords(forms, true, t)}
          right={right}
          notes={notes}
          mine={mark?.form ?? null}
          isPartly={earnsPart(mark, "place")}
        />
      )}
    </div>
  );
}
