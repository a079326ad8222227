import { fireEvent, screen } from "@testing-library/react";

import { ProjectionStore } from "../../room/projection_store";
import { open, ownerIn } from "../gallery/samples";
import { show } from "../testing";

/** Milliseconds that `act` takes. */
function timed(act: () => void): number {
  const before = performance.now();
  act();
  return performance.now() - before;
}

/** All texts different, so that no group hides any of them. */
function drawn(size: number) {
  const lesson = ownerIn("open", { question: open, size: size + 2 });
  const attempts = lesson.attempts.map((each, place) => ({ ...each, answer: `text ${place}` }));
  const projection = new ProjectionStore();
  projection.setSafe(false);
  const given = { ...lesson, attempts };
  let view: ReturnType<typeof show> | undefined;
  const first = timed(() => {
    view = show("attempts", given, {}, undefined, projection);
  });
  const last = attempts.at(-1);
  const more = {
    ...given,
    attempts: last ? [...attempts, { ...last, number: last.number + 1, seat: "s1" }] : attempts,
  };
  const update = timed(() => view?.update(more));
  const typing = timed(() => {
    fireEvent.change(screen.getByRole("searchbox", { name: "Find a name" }), {
      target: { value: "Student 2" },
    });
  });
  const elements = view?.container.querySelectorAll("*").length ?? 0;
  view?.unmount();
  return { first, update, typing, elements };
}

test("3,000 attempts put no more into the page than 300, and take no ten times as long", () => {
  drawn(300); // Once, for what is only slow the first time.
  const few = drawn(300);
  const many = drawn(3_000);
  console.info("300 attempts", few, "3,000 attempts", many);
  expect(many.elements).toBe(few.elements);
  expect(many.update).toBeLessThan(10 * few.update);
  expect(many.typing).toBeLessThan(10 * few.typing);
});
