import type { Lesson } from "../../room/lesson";
import { Button } from "../Button";
import { useTools } from "../context";
import type { Projection } from "./projection";

/** Asks for the split or the key of the current round, or puts it away again. */
export function Peek({
  lesson,
  projection,
  only,
}: {
  lesson: Lesson;
  projection: Projection;
  only?: "split" | "key";
}) {
  const { t } = useTools();
  const { split, key } = projection;
  if (!lesson.room?.round) return null;
  return (
    <div className="pylq-buttons pylq-peek">
      {only !== "key" && (
        <Button shortcut="V" onPress={projection.toggleSplit}>
          {t(split ? "peek.hide_split" : "peek.show_split")}
        </Button>
      )}
      {only !== "split" && (
        <Button shortcut="K" onPress={projection.toggleKey}>
          {t(key ? "peek.hide_key" : "peek.show_key")}
        </Button>
      )}
    </div>
  );
}
