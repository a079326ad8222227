import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

import type { Blank, QuestionDocument } from "../../../room/documents";
import { Fragment } from "../../Fragment";

/** The prompt, with something of React's in the place of each blank. */
export function BlankPrompt({
  question: { prompt, blanks = [] },
  id,
  children,
}: {
  question: QuestionDocument;
  id?: string;
  children: (blank: Blank) => ReactNode;
}) {
  const root = useRef<HTMLDivElement>(null);
  const [places, setPlaces] = useState<readonly HTMLElement[]>([]);

  // Only another prompt is inserted anew, and its blanks are other elements. Before it is painted:
  // nobody sees the underscores that stand for them.
  useLayoutEffect(() => {
    const found = [...(root.current?.querySelectorAll<HTMLElement>(".pylq-blank") ?? [])];
    for (const place of found) place.textContent = "";
    setPlaces(found);
  }, [prompt]);

  return (
    <div ref={root} className="pylq-blanks-prompt">
      <Fragment html={prompt} {...(id === undefined ? {} : { id })} className="pylq-prompt" />
      {blanks.map((blank, index) => {
        const place = places[index];
        return place && createPortal(children(blank), place, blank.id);
      })}
    </div>
  );
}
