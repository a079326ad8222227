import { useState, useSyncExternalStore } from "react";

import type { Lesson } from "../../room/lesson";
import { isClosed, type MyAnswers } from "../../room/my_answers";
import { Button } from "../Button";
import { useTools } from "../context";
import type { Download } from "../download";
import { answersFile, fileName } from "./answers_file";

/** [Save my answers]: a file of all rounds so far, of what the host says or else of what is here. */
export function SaveAnswers({
  lesson,
  myAnswers,
  save,
}: {
  lesson: Lesson;
  myAnswers: MyAnswers;
  save: Download;
}) {
  const tools = useTools();
  const { t, now } = tools;
  const {
    rounds,
    isWhole,
    busy: reading,
    notice,
  } = useSyncExternalStore(myAnswers.subscribe, myAnswers.getSnapshot);
  const [busy, setBusy] = useState(false);
  const [isPart, setPart] = useState(false);
  if (rounds.length === 0 && isWhole) return null;

  const make = async () => {
    setBusy(true);
    // What was read at the close is all there will be, and the ticket is worth nothing for long.
    if (!isClosed(lesson) || reading || notice !== null) await myAnswers.read();
    const had = myAnswers.getSnapshot();
    const record = {
      room: lesson.room?.name ?? "",
      name: lesson.name,
      rounds: had.rounds,
      at: now(),
      isPart: had.notice !== null,
    };
    save(fileName(record, tools), await answersFile(record, tools, myAnswers.image));
    setPart(record.isPart);
    setBusy(false);
  };
  return (
    <div className="pylq-save">
      <Button
        off={busy}
        onPress={() => {
          void make();
        }}
      >
        {t(busy ? "mine.saving" : "mine.save")}
      </Button>
      {isPart && (
        <p role="alert" className="pylq-hint">
          {t("mine.part")}
        </p>
      )}
    </div>
  );
}
