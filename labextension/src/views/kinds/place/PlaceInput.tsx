import { Accepted } from "../../Accepted";
import { answerShown } from "../../card/typing";
import { useTools } from "../../context";
import { earnsPart, verdictOn } from "../../verdicts";
import type { InputProps } from "../kind_views";
import { pointOf } from "../said";
import { Areas, Marker } from "./Marks";
import { Picture, useSize } from "./Picture";
import { areasOf, type Corner, formsInWords } from "./shapes";
import { MIDDLE, Slider } from "./Slider";

/** The image, in which a place is chosen: by pointing, or with two sliders. */
export function PlaceInput({
  lesson,
  question: { image = "" },
  orders,
  labelledBy,
  onSend,
  feedback,
}: InputProps) {
  const { t } = useTools();
  const size = useSize(image);
  const open = lesson.room?.phase === "open";
  const shown = answerShown(lesson);
  const place = typeof shown === "string" && shown !== "" ? pointOf(shown) : null;
  const [across, down] = place ?? [null, null];
  const forms = feedback?.forms ?? [];
  const mark = lesson.mine?.mark ?? null;

  const choose = (chosen: Corner) => {
    orders.setDraft(chosen.map(tenths).join(" "));
  };
  return (
    <div className="pylq-place" role="group" aria-labelledby={labelledBy}>
      <Picture html={image} size={size} {...(open ? { onPoint: choose } : {})}>
        {feedback && <Areas areas={areasOf(forms)} right={feedback.right} size={size} />}
        {place && <Marker at={place} verdict={feedback && mark && verdictOn(mark)} />}
      </Picture>
      <p className="pylq-hint">
        {across === null ? t("place.none") : t("place.spoken", { across, down })}
      </p>
      <div className="pylq-place-sliders">
        <Slider
          axis="across"
          value={across}
          open={open}
          onChange={(next) => {
            choose([next, down ?? MIDDLE]);
          }}
          onSend={onSend}
        />
        <Slider
          axis="down"
          value={down}
          open={open}
          onChange={(next) => {
            choose([across ?? MIDDLE, next]);
          }}
          onSend={onSend}
        />
      </div>
      {feedback && forms.length > 0 && (
        <Accepted
          forms={formsInWords(forms, true, t)}
          right={feedback.right}
          notes={feedback.notes}
          mine={mark?.form ?? null}
          isPartly={earnsPart(mark, "place")}
        />
      )}
    </div>
  );
}

/** Within the image, and with one decimal, as answers have it. */
function tenths(percent: number): number {
  return Math.round(Math.min(Math.max(percent, 0), 100) * 10) / 10;
}
