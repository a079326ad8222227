/** The join page: a room for whoever has its link, in any browser, with no Jupyter around it. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

import { forgetDrafts } from "../room/drafts";
import { fetchTicket, joinRoom } from "../room/http";
import { type Translate, unknownLesson } from "../room/lesson";
import { ProjectionStore } from "../room/projection_store";
import { newSecret, sharedRuntime } from "../room/runtime";
import type { SharedRoom } from "../room/shared_room";
import {
  AskName,
  Button,
  LessonView,
  type ParseMarkdown,
  translator,
  type Typeset,
} from "../views";
import { ErrorBoundary } from "../widget/ErrorBoundary";
import { makeParseMarkdown } from "../widget/parse_markdown";
import { makeTypeset } from "../widget/typeset";
import { ordersBefore } from "../widget/view_host";
import { KeptSeats } from "./kept_seats";
import "./page.css";
import { PageHost, placeOf } from "./page_host";

interface Tools {
  t: Translate;
  typeset: Typeset;
  parseMarkdown: ParseMarkdown;
}

const before = ordersBefore(() => undefined);

function ComingBack(tools: Tools) {
  const lesson = useMemo(() => unknownLesson("attendee"), []);
  const projection = useMemo(() => new ProjectionStore(), []);
  return (
    <LessonView {...tools} view="card" lesson={lesson} orders={before} projection={projection} />
  );
}

function Room({ shared, notMe, ...tools }: Tools & { shared: SharedRoom; notMe: () => void }) {
  const { t } = tools;
  const lesson = useSyncExternalStore(shared.subscribe, shared.getSnapshot);
  const title = lesson.room?.name;
  useEffect(() => {
    document.title = title === undefined ? "PyLiveQuestions" : t("page.title", { room: title });
  }, [title, t]);
  return (
    <>
      <LessonView
        {...tools}
        view="card"
        lesson={lesson}
        orders={shared.orders}
        projection={shared.projection}
        myAnswers={shared.myAnswers}
        asset={shared.asset}
      />
      <p className="pylq-view pylq-page-who">
        {t("page.here_as", { name: lesson.name })}{" "}
        <Button look="link" onPress={notMe}>
          {t("page.not_you")}
        </Button>
      </p>
    </>
  );
}

function Shown({ host, ...tools }: Tools & { host: PageHost }) {
  const showing = useSyncExternalStore(host.subscribe, host.getSnapshot);
  switch (showing.what) {
    case "coming_back":
      return <ComingBack {...tools} />;
    case "name":
      return (
        <AskName
          code={showing.code}
          suggested={showing.name}
          problem={showing.problem}
          joining={showing.joining}
          onJoin={host.join}
          t={tools.t}
        />
      );
    case "room":
      return <Room {...tools} shared={showing.shared} notMe={host.notMe} />;
  }
}

/** Show the page inside `element`. */
export function showPage(element: HTMLElement): void {
  const t = translator(navigator.languages);
  const place = placeOf(location.pathname);
  document.documentElement.lang = t("language");
  element.setAttribute("aria-label", t("page.region"));
  const storage = () => localStorage;
  const host = new PageHost(place, {
    runtime: sharedRuntime(),
    seats: new KeptSeats(place.path, storage),
    newSecret,
    joinRoom: (path, code, name, secret) => joinRoom(path, code, name, secret),
    fetchTicket: (path, room, seat, secret) => fetchTicket(path, room, seat, secret),
    forgetDrafts: (room, seat) => {
      forgetDrafts(room, seat, storage);
    },
    showCode: (code) => {
      history.replaceState(null, "", place.path + code);
    },
  });
  const typeset = makeTypeset(() => host.path);
  const parseMarkdown = makeParseMarkdown(() => host.path);
  createRoot(element).render(
    <ErrorBoundary t={t}>
      <h1 className="pylq-unseen">PyLiveQuestions</h1>
      <Shown host={host} t={t} typeset={typeset} parseMarkdown={parseMarkdown} />
    </ErrorBoundary>,
  );
}

const main = document.getElementById("pylq-page");
if (main) showPage(main);
