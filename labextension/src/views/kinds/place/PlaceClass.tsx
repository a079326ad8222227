import { useTools } from "../../context";
import { FormBars } from "../../FormBars";
import type { ClassProps } from "../kind_views";
import { pointOf } from "../said";
import { Areas, Dots } from "./Marks";
import { Picture, useSize } from "./Picture";
import { areasOf, type Corner, formsInWords } from "./shapes";

/** Where a class pointed: by area, and where single answers are known as dots over the image. */
export function PlaceClass({
  question: { image = "" },
  counts,
  answered,
  right,
  forms,
  caption,
  rows,
}: ClassProps) {
  const { t } = useTools();
  const size = useSize(image);
  const places = rows?.flatMap(({ last: { answer } }) =>
    typeof answer === "string" ? [pointOf(answer)] : [],
  );
  const fitting = forms.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0);
  return (
    <div className="pylq-place">
      {places && (
        <Picture html={image} size={size}>
          <Areas areas={areasOf(forms)} right={right} size={size} />
          <Dots places={places} size={size} />
        </Picture>
      )}
      {forms.length > 0 ? (
        <FormBars
          forms={formsInWords(forms, false, t)}
          counts={{ ...counts, "": answered - fitting }}
          answered={answered}
          right={right}
          caption={caption}
        />
      ) : (
        <p className="pylq-hint">{caption}</p>
      )}
      {places && <Thirds places={places} />}
    </div>
  );
}

const ACROSS = ["left", "middle", "right"] as const;
const DOWN = ["top", "middle", "bottom"] as const;

/** The dots in figures, for those who cannot see them: how many there are in each ninth of the image. */
function Thirds({ places }: { places: readonly Corner[] }) {
  const { t } = useTools();
  const third = (percent: number) => Math.min(Math.floor((percent / 100) * 3), 2);
  const countIn = (column: number, row: number) =>
    places.filter(([across, down]) => third(across) === column && third(down) === row).length;
  return (
    <table className="pylq-unseen">
      <caption>{t("place.thirds")}</caption>
      <thead>
        <tr>
          <td />
          {ACROSS.map((name) => (
            <th key={name} scope="col">
              {t(`place.column_${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DOWN.map((name, row) => (
          <tr key={name}>
            <th scope="row">{t(`place.row_${name}`)}</th>
            {ACROSS.map((each, column) => (
              <td key={each}>{countIn(column, row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
