import { expect, test } from "vitest";

import type { Answer } from "./my_rooms";
import { RoomLink } from "./room_link";

const line = (link: unknown): Answer => ({ body: { id: "r1", link } });

function host(...answers: Answer[]) {
  const asked: unknown[] = [];
  const link = new RoomLink((...request) => {
    asked.push(request);
    return Promise.resolve(answers.shift() ?? { notice: { code: "no_answer" } });
  }, "r1");
  return { link, asked };
}

test("the link is what the host says last, and whoever looks is told of a change only", async () => {
  const { link, asked } = host(line("http://one/"), line("http://one/"), line("http://two/"));
  const seen: unknown[] = [];
  link.subscribe(() => seen.push(link.getSnapshot()));
  expect(link.getSnapshot()).toBeNull();
  for (let time = 0; time < 3; time += 1) await link.read();
  expect(seen).toEqual(["http://one/", "http://two/"]);
  expect(asked[0]).toEqual(["GET", "/r1"]);
});

test("two that look at once ask once", async () => {
  const { link, asked } = host(line("http://one/"));
  await Promise.all([link.read(), link.read()]);
  expect(asked).toHaveLength(1);
});

test("a host that does not answer takes no link away, one that has none does", async () => {
  const { link } = host(line("http://one/"), { notice: { code: "no_answer" } }, line(null));
  await link.read();
  await link.read();
  expect(link.getSnapshot()).toBe("http://one/");
  await link.read();
  expect(link.getSnapshot()).toBeNull();
});

test("nothing but an address of the web is a link", async () => {
  const { link } = host(line("javascript:alert(1)"));
  await link.read();
  expect(link.getSnapshot()).toBeNull();
});
