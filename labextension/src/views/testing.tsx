/** What the tests of the views share. */
import { render, type RenderResult } from "@testing-library/react";
import type { ComponentProps } from "react";

import type { Lesson, Orders } from "../room/lesson";
import { ProjectionStore } from "../room/projection_store";
import { AT, ordersWith } from "./gallery/samples";
import { LessonView, type View } from "./LessonView";
import { translator } from "./words";

export const t = translator(["en"]);
const typeset = () => Promise.resolve();
const later = () => AT + 41_000;

/** The time of day as the views show it, wherever the tests run. */
export const clock = (at: number) =>
  new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  );

/** Draws a view, and gives a function that draws it anew with another snapshot. */
export function show(
  view: View,
  lesson: Lesson,
  orders: Partial<Orders> = {},
  now = later,
  projection = new ProjectionStore(),
  props: Partial<ComponentProps<typeof LessonView>> = {},
) {
  const draw = (each: Lesson) => (
    <LessonView
      view={view}
      lesson={each}
      orders={ordersWith(orders)}
      projection={projection}
      t={t}
      typeset={typeset}
      now={now}
      {...props}
    />
  );
  const drawn: RenderResult = render(draw(lesson));
  return {
    container: drawn.container,
    unmount: drawn.unmount,
    update: (each: Lesson) => {
      drawn.rerender(draw(each));
    },
  };
}
