import type { AttemptFact, Mark } from "../../room/documents";
import { Button } from "../Button";
import { useTools } from "../context";

/** Gives attempts, by number, a share of the points; null takes their marks back. */
export type OnMark = (attempts: readonly number[], share: number | null) => void;

/** What can be given at one press: wrong, half of the points, right. */
const SHARES = [
  { share: 1, sign: "✓", name: "right" },
  { share: 0.5, sign: "½", name: "half" },
  { share: 0, sign: "✗", name: "wrong" },
] as const;

/** Gives answers a mark by hand; the one that they have is pressed, and pressed again goes. */
export function MarkButtons({
  attempts,
  said,
  onMark,
}: {
  attempts: readonly AttemptFact[];
  /** Whose mark it is, for who cannot see where the buttons stand. */
  said: string;
  onMark: OnMark;
}) {
  const { t } = useTools();
  const given = shareOf(attempts.map(({ mark }) => mark));
  return (
    <span className="pylq-mark-buttons" role="group" aria-label={t("by_hand.of", { answer: said })}>
      {SHARES.map(({ share, sign, name }) => (
        <Button
          key={name}
          label={t(`by_hand.${name}`)}
          pressed={given === share}
          onPress={() => {
            onMark(
              attempts.map(({ number }) => number),
              given === share ? null : share,
            );
          }}
        >
          {sign}
        </Button>
      ))}
    </span>
  );
}

/** The share of the points that all of these earned; null where none or not all have the same. */
export function shareOf(marks: readonly Mark[]): number | null {
  const shares = new Set(marks.map(share));
  const [first] = shares;
  return shares.size === 1 && first !== undefined ? first : null;
}

function share({ right, points, of }: Mark): number | null {
  if (right === null) return null;
  // A question worth nothing can still be right or wrong.
  return of > 0 ? points / of : Number(right);
}
