import { type ReactNode, useMemo } from "react";

import { Fragment } from "../../Fragment";
import type { Corner } from "./shapes";

/** An image's width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** The size that an image's fragment tells; a square where it tells none. */
export function useSize(html: string): Size {
  return useMemo(() => {
    // Parsed apart from the page: nothing of it is fetched.
    const image = new DOMParser().parseFromString(html, "text/html").querySelector("img");
    const width = Number(image?.getAttribute("width"));
    const height = Number(image?.getAttribute("height"));
    return width > 0 && height > 0 ? { width, height } : { width: 100, height: 100 };
  }, [html]);
}

/** The image, as large as it will be before it comes, with what lies over it. */
export function Picture({
  html,
  size,
  onPoint,
  children,
}: {
  html: string;
  size: Size;
  /** A place was clicked or tapped, in percent of width and height. */
  onPoint?: (place: Corner) => void;
  children: ReactNode;
}) {
  return (
    <div
      className={`pylq-place-picture${onPoint ? " pylq-place-open" : ""}`}
      // To those who cannot point there are the sliders.
      role="presentation"
      style={{ inlineSize: `${size.width}px`, aspectRatio: `${size.width} / ${size.height}` }}
      onClick={(event) => {
        const isTrouble =
          event.target instanceof Element && event.target.closest(".pylq-image-missing");
        if (!onPoint || isTrouble) return;
        const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
        const across = ((event.clientX - left) / width) * 100;
        onPoint([across, ((event.clientY - top) / height) * 100]);
      }}
    >
      <Fragment html={html} />
      <div className="pylq-place-over">{children}</div>
    </div>
  );
}
