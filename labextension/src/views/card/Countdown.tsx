import { useNow } from "../clock";
import { useTools } from "../context";

/**
 * The seconds before an announced lock, for the eye. A timer is not read aloud as it goes by: the
 * status line says once that the lock comes.
 */
export function Countdown({ deadline }: { deadline: number }) {
  const { t } = useTools();
  const seconds = Math.ceil((deadline - useNow()) / 1000);
  return (
    <p className="pylq-countdown" role="timer">
      {seconds > 0 ? t("card.countdown", { seconds }) : t("card.countdown_over")}
    </p>
  );
}
