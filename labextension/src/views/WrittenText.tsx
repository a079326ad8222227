import { createElement, useEffect, useRef, useState, type ReactNode } from "react";

import { useTools } from "./context";
import type { Piece } from "./pieces";
import { quiet } from "./quiet";
import { reachWide } from "./wide";

/**
 * What a student wrote: as it is, or drawn where the question asks for Markdown. As long as it
 * cannot be drawn it stands there as it is.
 */
export function WrittenText({
  text,
  markdown,
  className = "",
}: {
  text: string;
  markdown: boolean;
  className?: string;
}) {
  const pieces = usePieces(text, markdown);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (element.current) reachWide(element.current);
  }, [pieces]);
  if (pieces === null) {
    return (
      <div dir="auto" className={`pylq-answer ${className}`}>
        {text}
      </div>
    );
  }
  return (
    <div ref={element} dir="auto" className={`pylq-fragment pylq-written ${className}`}>
      {pieces.map(draw)}
    </div>
  );
}

/** The pieces of a text; null where they are not wanted, or not there yet. */
function usePieces(text: string, markdown: boolean): readonly Piece[] | null {
  const { parseMarkdown } = useTools();
  const [pieces, setPieces] = useState<readonly Piece[] | null>(null);
  useEffect(() => {
    if (!markdown) return;
    let isLate = false;
    parseMarkdown(text).then(
      (parsed) => {
        if (!isLate) setPieces(parsed);
      },
      () => {
        // Better the text as it was written than what another one looked like.
        if (!isLate) setPieces(null);
      },
    );
    return () => {
      isLate = true;
    };
  }, [text, markdown, parseMarkdown]);
  // While somebody types, what was drawn last stands until the next is there.
  return markdown ? pieces : null;
}

function draw(piece: Piece, place: number): ReactNode {
  if (typeof piece === "string") return piece;
  if (piece.tag === "math")
    return <Formula key={`${place} ${piece.tex}`} tex={piece.tex} display={piece.display} />;
  const children = piece.children.map(draw);
  if (piece.tag === "a")
    return (
      // A link that is followed in the page itself would take the lesson away.
      <a key={place} {...quiet} href={piece.href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    );
  if (piece.tag === "heading")
    return (
      <p key={place}>
        <strong>{children}</strong>
      </p>
    );
  const { tag, start } = piece;
  return createElement(
    tag,
    { key: place, ...(start === undefined ? {} : { start }) },
    ...(tag === "br" || tag === "hr" ? [] : [children]),
  );
}

/** A formula, typeset; its TeX where that cannot be done. */
function Formula({ tex, display }: { tex: string; display: boolean }) {
  const { typeset } = useTools();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (element.current) typeset(element.current, tex, display).catch(() => null);
  }, [tex, display, typeset]);
  return (
    <span ref={element} className={`pylq-math${display ? " pylq-display" : ""}`}>
      {tex}
    </span>
  );
}
