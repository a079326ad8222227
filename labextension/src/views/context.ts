import { createContext, useContext } from "react";

import type { Translate } from "../room/lesson";
import { noAssets, type ShowAsset } from "./images";
import type { ParseMarkdown } from "./pieces";

/** Turns TeX into typeset mathematics inside `element`; rejects where it cannot. */
export type Typeset = (element: HTMLElement, tex: string, display: boolean) => Promise<void>;

/** For views without a host: texts stay as they were written. */
export const notNow: ParseMarkdown = () => Promise.reject(new Error("There is no host."));

/** What every component of a view needs from its host. */
export interface ViewTools {
  t: Translate;
  typeset: Typeset;
  parseMarkdown: ParseMarkdown;
  /** The address of an image of the room. */
  asset: ShowAsset;
  /** Milliseconds since the epoch, by the host's clock. */
  now: () => number;
  /** `10:32`, of a time in milliseconds since the epoch. */
  clock: (at: number) => string;
  /** `10:32:07`. */
  preciseClock: (at: number) => string;
  /** `62 %`, of a share from 0 to 1. */
  percent: (share: number) => string;
}

export const ToolsContext = createContext<ViewTools | null>(null);

/** The tools of the view that a component is part of. */
export function useTools(): ViewTools {
  const tools = useContext(ToolsContext);
  if (!tools) throw new Error("This component belongs inside a LessonView.");
  return tools;
}

/** The tools for a host's words, formatting as the words' own language does. */
export function makeTools(
  t: Translate,
  typeset: Typeset,
  now: () => number,
  asset: ShowAsset = noAssets,
  parseMarkdown: ParseMarkdown = notNow,
): ViewTools {
  const language = t("language");
  const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const clock = new Intl.DateTimeFormat(language, hours);
  const preciseClock = new Intl.DateTimeFormat(language, { ...hours, second: "2-digit" });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return {
    t,
    typeset,
    parseMarkdown,
    asset,
    now,
    clock: (at) => clock.format(at),
    preciseClock: (at) => preciseClock.format(at),
    percent: (share) => percent.format(share),
  };
}
