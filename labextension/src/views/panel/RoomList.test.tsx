import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { type Answer, MyRooms } from "../../room/my_rooms";
import { makeTools, ToolsContext } from "../context";
import { t } from "../testing";
import { RoomList } from "./RoomList";

const line = (id: string, name: string, phase = "waiting") => ({
  id,
  name,
  code: `DOG-${id}`,
  phase,
  opened_at: 0,
});

function show(rooms: unknown[]) {
  const asked: unknown[] = [];
  const myRooms = new MyRooms((...question) => {
    asked.push(question);
    return Promise.resolve<Answer>({ body: { rooms } });
  });
  const tools = makeTools(
    t,
    () => Promise.resolve(),
    () => 0,
  );
  render(
    <ToolsContext value={tools}>
      <RoomList myRooms={myRooms} current="101" />
    </ToolsContext>,
  );
  return asked;
}

test("my open rooms are listed when the list is opened, this one without a way to close it", async () => {
  const asked = show([line("101", "Week 3"), line("102", "Week 2"), line("103", "Old", "closed")]);
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByText("My rooms"));
  const list = await screen.findByRole("list", { name: "My rooms" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(2);
  expect(within(list).getByText("this one")).toBeInTheDocument();
  // It ends the lesson for everyone in it, so it asks once more.
  await userEvent.click(screen.getByRole("button", { name: "Close Week 2, DOG-102…" }));
  expect(asked).toEqual([["GET", ""]]);
  await userEvent.click(
    screen.getByRole("button", { name: "Close Week 2, DOG-102, for everyone" }),
  );
  expect(asked).toContainEqual(["POST", "/102/close"]);
});

test("another room is opened by its name, and not without one", async () => {
  const asked = show([]);
  await userEvent.click(screen.getByText("My rooms"));
  expect(await screen.findByText("No room is open.")).toBeInTheDocument();
  const open = screen.getByRole("button", { name: "Open a room" });
  await userEvent.click(open);
  expect(asked).toEqual([["GET", ""]]);
  await userEvent.type(
    screen.getByRole("textbox", { name: "Name of a new room" }),
    "Week 4{Enter}",
  );
  expect(asked).toContainEqual(["POST", "", { name: "Week 4" }]);
});
