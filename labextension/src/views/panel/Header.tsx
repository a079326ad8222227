import type { RoomLink } from "../../room/room_link";
import type { Lesson } from "../../room/lesson";
import { useTools } from "../context";
import { JoinWays } from "./JoinWays";
import type { Projection } from "./projection";
import { SafeSwitch } from "./SafeSwitch";
import { ConnectionLine } from "./Section";

/** The room's name; how to get in, to be read from the last row; and who is there. */
export function Header({
  lesson,
  projection,
  link,
}: {
  lesson: Lesson;
  projection: Projection;
  link: RoomLink | null;
}) {
  const { t } = useTools();
  const { room, gauges } = lesson;
  const isClosed = room?.phase === "closed";
  return (
    <header className="pylq-header">
      <div className="pylq-header-room">
        <h2 dir="auto">{room?.name ?? t("panel.title")}</h2>
        {room && !isClosed && <JoinWays room={room} link={link} />}
      </div>
      <div className="pylq-header-side">
        {!isClosed && <ConnectionLine lesson={lesson} />}
        {gauges && !isClosed && (
          <p className="pylq-gauges">
            <span>
              <strong>{gauges.here}</strong> {t("gauges.here")}
            </span>
            <span>
              <strong>{gauges.away}</strong> {t("gauges.away")}
            </span>
            <span>
              <strong>{gauges.seated}</strong> {t("gauges.seated")}
            </span>
          </p>
        )}
        {room && <SafeSwitch projection={projection} />}
      </div>
    </header>
  );
}
