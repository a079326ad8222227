/** The anywidget module: a view of a lesson inside a notebook. */
import { useMemo, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

import type { Translate } from "../room/lesson";
import { ProjectionStore } from "../room/projection_store";
import { randomId, sharedRuntime } from "../room/runtime";
import type { SharedRoom } from "../room/shared_room";
import { AskName, LessonView, type ParseMarkdown, translator, type Typeset } from "../views";
import { ErrorBoundary } from "./ErrorBoundary";
import { keepKeys } from "./keyboard";
import { makeParseMarkdown } from "./parse_markdown";
import { makeTypeset } from "./typeset";
import {
  beginning,
  ordersBefore,
  type Showing,
  type View,
  ViewHost,
  type ViewModel,
} from "./view_host";

interface Tools {
  view: View;
  t: Translate;
  typeset: Typeset;
  parseMarkdown: ParseMarkdown;
}

function Room({ host, shared, ...tools }: Tools & { host: ViewHost; shared: SharedRoom }) {
  const lesson = useSyncExternalStore(shared.subscribe, shared.getSnapshot);
  return (
    <LessonView
      {...tools}
      lesson={lesson}
      orders={shared.orders}
      projection={shared.projection}
      myAnswers={shared.myAnswers}
      desk={shared.desk}
      asset={shared.asset}
      look={host.look}
    />
  );
}

function Beginning({
  host,
  showing,
  ...tools
}: Tools & { host: ViewHost; showing: Extract<Showing, { what: "beginning" }> }) {
  const { view } = tools;
  const lesson = useMemo(() => beginning(view, showing.notice), [view, showing.notice]);
  const orders = useMemo(() => ordersBefore(host.dismiss), [host]);
  // Nothing can be shown yet, so there is nothing to hide.
  const projection = useMemo(() => new ProjectionStore(), []);
  return <LessonView {...tools} lesson={lesson} orders={orders} projection={projection} />;
}

function Shown({ host, ...tools }: Tools & { host: ViewHost }) {
  const showing = useSyncExternalStore(host.subscribe, host.getSnapshot);
  switch (showing.what) {
    case "beginning":
      return <Beginning {...tools} host={host} showing={showing} />;
    case "name":
      return (
        <AskName code={showing.code} problem={showing.problem} onJoin={host.join} t={tools.t} />
      );
    case "room":
      return <Room {...tools} host={host} shared={showing.shared} />;
  }
}

/** Put a view into `el`; returns how to take it away again. */
export function render({ model, el }: { model: ViewModel; el: HTMLElement }): () => void {
  const t = translator(navigator.languages);
  const host = new ViewHost(model, sharedRuntime());
  const root = document.createElement("div");
  root.className = "pylq-root";
  // Who clicks on a text in here means the view: keys typed next must not reach the notebook.
  root.tabIndex = -1;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", t(`widget.${host.view}`));
  el.classList.add("pylq-host");
  el.append(root);
  const release = keepKeys(root);
  const stop = host.start();
  const typeset = makeTypeset(() => host.path);
  const parseMarkdown = makeParseMarkdown(() => host.path);
  // Views are trees of their own on one page: without this their ids, by which labels and groups of
  // radio buttons find each other, would be the same.
  const tree = createRoot(root, { identifierPrefix: randomId() });
  tree.render(
    <ErrorBoundary t={t}>
      <Shown host={host} view={host.view} t={t} typeset={typeset} parseMarkdown={parseMarkdown} />
    </ErrorBoundary>,
  );
  return () => {
    stop();
    release();
    tree.unmount();
    root.remove();
    el.classList.remove("pylq-host");
  };
}

export default { render };
