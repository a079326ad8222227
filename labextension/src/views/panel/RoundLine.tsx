import type { Lesson } from "../../room/lesson";
import { elapsed, useNow } from "../clock";
import { useTools } from "../context";
import type { Standing } from "../tally";
import { currentLine } from "./round";

/** The current round in one line: which, since when, and how many have answered. */
export function RoundLine({ lesson, rows }: { lesson: Lesson; rows: readonly Standing[] }) {
  const { t, clock } = useTools();
  const { room, gauges } = lesson;
  if (!room?.round) return null;
  const line = currentLine(lesson);
  const answered = rows.length;
  const here = gauges?.here ?? answered;
  // Somebody may have answered and left, and from a closed room all are gone.
  const isShare = answered <= here && room.phase !== "closed";
  const whole = Math.max(here, answered);
  const said = isShare
    ? t("round.answered", { answered, here })
    : t("round.answered_only", { count: answered });
  const { corrected } = room.round;
  const atLock = rows.filter(({ last }) => last.at_lock).length;
  return (
    <div className="pylq-round">
      <p className="pylq-round-name">
        <strong>
          {line
            ? t("round.question", { number: line.number })
            : t("round.number", { number: room.round.number })}
        </strong>
        <span className={`pylq-badge pylq-badge-${room.phase}`}>{t(`phase.${room.phase}`)}</span>
        {room.phase === "open" && room.deadline === null && (
          <Elapsed since={room.round.picked_at} />
        )}
        {room.phase === "open" && room.deadline !== null && <Countdown until={room.deadline} />}
      </p>
      {room.phase !== "closed" && (
        <progress
          className="pylq-progress"
          aria-label={t("round.progress")}
          value={answered}
          max={Math.max(whole, 1)}
        />
      )}
      <p className="pylq-round-answered">
        {said}
        {atLock > 0 && `, ${t("round.at_lock", { count: atLock })}`}
      </p>
      {corrected && (
        <p className="pylq-hint pylq-round-corrected">
          {t("round.corrected", { time: clock(corrected.at) })}
        </p>
      )}
    </div>
  );
}

/** Apart from the rest, so that only these few characters are drawn again at every tick. */
function Elapsed({ since }: { since: number }) {
  const now = useNow();
  return (
    <span className="pylq-elapsed" role="timer">
      {elapsed(since, now)}
    </span>
  );
}

/** The seconds until an announced lock, to be seen from afar; screen readers are told once, elsewhere. */
function Countdown({ until }: { until: number }) {
  const { t } = useTools();
  const now = useNow(COUNTDOWN);
  return (
    <span className="pylq-countdown" role="timer">
      {t("round.locks_in", { seconds: Math.max(0, Math.ceil((until - now) / 1000)) })}
    </span>
  );
}

/** Milliseconds: no second of three may be skipped. */
const COUNTDOWN = 100;
