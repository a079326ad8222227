import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { encode } from "uqr";

import { deskWith, ownerIn } from "../gallery/samples";
import { show } from "../testing";

const LINK = "http://192.168.10.23:8899/DOG-427";

function at(link: string | null) {
  const answers: Record<string, unknown> = { "GET /room1": { link } };
  const { desk, asked } = deskWith(answers);
  show("panel", ownerIn("waiting"), {}, undefined, undefined, { desk });
  const reads = () => asked.filter(([, rest]) => rest === "/room1").length;
  return { answers, reads };
}

test("the link is there as text to be typed, and as a QR code of that very link", async () => {
  at(LINK);
  expect(await screen.findByRole("link", { name: "192.168.10.23:8899/DOG-427" })).toHaveAttribute(
    "href",
    LINK,
  );
  const path = screen.getByRole("img", { name: /^QR code/ }).querySelector("path");
  const dark = encode(LINK, { ecc: "M", border: 4 }).data.flat().filter(Boolean).length;
  expect(path?.getAttribute("d")?.match(/M/g)).toHaveLength(dark);
});

test("the QR code fills the screen when asked, until Escape", async () => {
  at(LINK);
  const enlarge = await screen.findByRole("button", { name: "Enlarge the QR code" });
  await userEvent.click(enlarge);
  const overlay = screen.getByRole("dialog", { name: "Join Week 3" });
  expect(within(overlay).getByText("DOG-427")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(enlarge).toHaveFocus();
});

test("without a link there is the code alone", () => {
  at(null);
  expect(screen.getByText("DOG-427")).toBeVisible();
  expect(screen.queryByRole("button", { name: /QR/ })).toBeNull();
});

test("a link that leads nowhere from other computers says so", async () => {
  at("http://localhost:8888/pylq/DOG-427");
  expect(await screen.findByText(/Only on this computer/)).toBeVisible();
});

test("the link is read again when the page or the panel gets the focus", async () => {
  const { answers, reads } = at(null);
  await waitFor(() => {
    expect(reads()).toBe(1);
  });
  answers["GET /room1"] = { link: LINK };
  fireEvent.focus(window);
  expect(await screen.findByRole("link")).toBeVisible();
  const before = reads();
  screen.getByRole("switch").focus();
  expect(reads()).toBe(before + 1);
  screen.getByRole("link").focus();
  expect(reads()).toBe(before + 1);
});
