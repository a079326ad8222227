import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { AskName } from "./AskName";
import { t } from "./testing";

test("code and name are asked for, and Enter joins", async () => {
  const join = vi.fn();
  render(<AskName code="" problem={null} onJoin={join} t={t} />);
  await userEvent.type(screen.getByRole("textbox", { name: "Join code" }), " DOG-427 ");
  await userEvent.type(screen.getByRole("textbox", { name: "Your name" }), "{Enter}");
  expect(join).not.toHaveBeenCalled();
  await userEvent.type(screen.getByRole("textbox", { name: "Your name" }), "Ada{Enter}");
  expect(join).toHaveBeenLastCalledWith("DOG-427", "Ada");
});

test("a refused code can be mended without typing the name again", async () => {
  const join = vi.fn();
  const form = (code: string, problem: string | null) => (
    <AskName code={code} problem={problem} onJoin={join} t={t} />
  );
  const { rerender } = render(form("", null));
  await userEvent.type(screen.getByRole("textbox", { name: "Join code" }), "CAT-999");
  await userEvent.type(screen.getByRole("textbox", { name: "Your name" }), "Ada");
  rerender(form("CAT-999", "no_such_room"));
  expect(screen.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  rerender(form("DOG-427", null));
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(join).toHaveBeenLastCalledWith("DOG-427", "Ada");
});

test("a refused try says why, and the button joins again", async () => {
  const join = vi.fn();
  render(<AskName code="DOG-427" problem="no_such_room" onJoin={join} t={t} />);
  expect(screen.getByRole("status")).toHaveTextContent("There is no open room with this code.");
  await userEvent.type(screen.getByRole("textbox", { name: "Your name" }), "Ada");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(join).toHaveBeenLastCalledWith("DOG-427", "Ada");
});

test("a suggested name needs no typing, and while the host is asked nothing is asked again", async () => {
  const join = vi.fn();
  const form = (joining: boolean) => (
    <AskName
      code="DOG-427"
      problem="no_answer"
      suggested="Ada"
      joining={joining}
      onJoin={join}
      t={t}
    />
  );
  const { rerender } = render(form(true));
  expect(screen.getByRole("status")).toHaveTextContent("Joining…");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(join).not.toHaveBeenCalled();
  rerender(form(false));
  expect(screen.getByRole("status")).toHaveTextContent("did not answer");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(join).toHaveBeenCalledExactlyOnceWith("DOG-427", "Ada");
});
