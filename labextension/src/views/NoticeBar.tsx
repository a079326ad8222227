import type { Lesson, Orders } from "../room/lesson";
import { Button } from "./Button";
import { useTools } from "./context";
import { sentence } from "./words";

/** What a person must be told now, until it has been read. */
export function NoticeBar({ lesson, orders }: { lesson: Lesson; orders: Orders }) {
  const { t } = useTools();
  if (!lesson.notice) return null;
  return (
    <div className="pylq-notice" role="alert">
      <p>{sentence(t, lesson.notice)}</p>
      <Button
        look="link"
        onPress={() => {
          orders.dismiss();
        }}
      >
        {t("notice.dismiss")}
      </Button>
    </div>
  );
}
