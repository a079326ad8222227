import { useId, useState, useSyncExternalStore, type ReactNode } from "react";

import type { MyRooms, RoomLine } from "../../room/my_rooms";
import { Button } from "../Button";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { sentence } from "../words";

/** My rooms: which there are, closing one that was left open, and opening another. */
export function RoomList({ myRooms, current }: { myRooms: MyRooms; current: string }) {
  const { t } = useTools();
  const { lines, busy, notice } = useSyncExternalStore(myRooms.subscribe, myRooms.getSnapshot);
  const [name, setName] = useState("");
  const [asking, setAsking] = useState<string | null>(null);
  const field = useId();
  const open = (lines ?? []).filter(({ phase }) => phase !== "closed");
  return (
    <details
      className="pylq-room-list"
      onToggle={(event) => {
        // Read when somebody looks: other notebooks open and close rooms too.
        if (event.currentTarget.open) void myRooms.read();
      }}
    >
      <summary {...quiet}>{t("my_rooms.title")}</summary>
      {notice && (
        <p role="alert" className="pylq-hint">
          {sentence(t, notice)}
        </p>
      )}
      {lines && open.length === 0 && <p className="pylq-empty">{t("my_rooms.none")}</p>}
      {open.length > 0 && (
        <ul className="pylq-lines" aria-label={t("my_rooms.title")}>
          {open.map((line) => (
            <Line key={line.id} line={line} isCurrent={line.id === current}>
              <Button
                off={busy}
                look={asking === line.id ? "danger" : "plain"}
                label={t(asking === line.id ? "my_rooms.confirm_label" : "my_rooms.close_label", {
                  name: line.name,
                  code: line.code,
                })}
                onPress={() => {
                  // It ends the lesson for everyone in it, so it asks once more.
                  if (asking === line.id) void myRooms.close(line.id);
                  setAsking(asking === line.id ? null : line.id);
                }}
              >
                {t(asking === line.id ? "close.confirm" : "close.ask_short")}
              </Button>
            </Line>
          ))}
        </ul>
      )}
      <form
        className="pylq-room-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (busy || name.trim() === "") return;
          setName("");
          void myRooms.open(name);
        }}
      >
        <label htmlFor={field}>{t("my_rooms.name")}</label>
        <input
          {...quiet}
          id={field}
          dir="auto"
          value={name}
          maxLength={80}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <button
          {...quiet}
          type="submit"
          className="pylq-button"
          aria-disabled={busy || name.trim() === ""}
        >
          {t("my_rooms.open")}
        </button>
      </form>
      <p className="pylq-hint">{t("my_rooms.how")}</p>
    </details>
  );
}

function Line({
  line,
  isCurrent,
  children,
}: {
  line: RoomLine;
  isCurrent: boolean;
  children: ReactNode;
}) {
  const { t, clock } = useTools();
  return (
    <li className="pylq-line" aria-current={isCurrent || undefined}>
      <span className="pylq-line-number">{line.code}</span>
      <span className="pylq-line-title">
        <bdi>{line.name}</bdi> <span className="pylq-time">{clock(line.opened_at)}</span>
      </span>
      {isCurrent ? <span className="pylq-hint">{t("my_rooms.current")}</span> : children}
    </li>
  );
}
