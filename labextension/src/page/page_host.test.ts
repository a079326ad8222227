import type { JoinAnswer, TicketAnswer } from "../room/http";
import { Runtime } from "../room/runtime";
import { ticket } from "../room/samples";
import type { Access, SharedRoom } from "../room/shared_room";
import { type KeptSeat, KeptSeats } from "./kept_seats";
import { PageHost, type PageWorld, placeOf } from "./page_host";

const kept: KeptSeat = { asked: "Ada", secret: "secret-0", room: "r1", seat: "s1", name: "Ada" };
const joined: JoinAnswer = {
  joined: { ...ticket(), room_name: "Week 3", name: "Ada 2" },
};

/** A runtime whose rooms are not opened: it only remembers which would be. */
class NoRuntime extends Runtime {
  readonly opened: Access[] = [];
  held = 0;

  constructor() {
    super({} as never);
  }

  override open(access: Access): SharedRoom {
    this.opened.push(access);
    const hold = () => {
      this.held += 1;
      return () => {
        this.held -= 1;
      };
    };
    return { access, hold } as unknown as SharedRoom;
  }
}

function world(answers: { join?: JoinAnswer[]; ticket?: TicketAnswer } = {}) {
  const runtime = new NoRuntime();
  const asked: string[][] = [];
  const forgotten: string[] = [];
  const addresses: string[] = [];
  let secrets = 0;
  const made: PageWorld = {
    runtime,
    seats: new KeptSeats("/", () => localStorage),
    newSecret: () => `secret-${++secrets}`,
    joinRoom: (...question) => {
      asked.push(question);
      return Promise.resolve(answers.join?.shift() ?? joined);
    },
    fetchTicket: (...question) => {
      asked.push(question);
      return Promise.resolve(answers.ticket ?? { ticket: ticket() });
    },
    forgetDrafts: (room, seat) => forgotten.push(`${room}/${seat}`),
    showCode: (code) => addresses.push(code),
  };
  return { ...made, runtime, asked, forgotten, addresses };
}

/** Until everything has happened that needs no more from outside. */
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  localStorage.clear();
});

test.each([
  ["/DOG-427", "/", "DOG-427"],
  ["/", "/", ""],
  ["/user/ada/pylq/DOG-427", "/user/ada/pylq/", "DOG-427"],
])("%s is a page of the host at %s", (address, path, code) => {
  expect(placeOf(address)).toEqual({ path, code });
});

test("a first visit asks for the name, with the link's code", () => {
  const host = new PageHost({ path: "/", code: "DOG-427" }, world());
  expect(host.getSnapshot()).toMatchObject({ what: "name", code: "DOG-427", name: "" });
});

test("whoever joins has the card, and the seat is kept for the next time", async () => {
  const outside = world();
  const host = new PageHost({ path: "/", code: "" }, outside);
  host.join("dog427", "Ada");
  expect(host.getSnapshot()).toMatchObject({ what: "name", joining: true });
  await settled();
  expect(outside.asked).toEqual([["/", "dog427", "Ada", "secret-1"]]);
  expect(host.getSnapshot()).toMatchObject({ what: "room", code: "dog427" });
  expect(outside.runtime.opened[0]).toMatchObject({ path: "/", secret: "secret-1", seat: "s1" });
  expect(outside.addresses).toEqual(["DOG-427"]);
  expect(outside.seats.find("DOG-427")).toMatchObject({ secret: "secret-1", name: "Ada 2" });
});

test("a link that is typed for a code is understood", async () => {
  const outside = world();
  new PageHost({ path: "/", code: "" }, outside).join("http://10.0.0.7:8765/DOG-427/", "Ada");
  await settled();
  expect(outside.asked[0]?.[1]).toBe("DOG-427");
});

test("a wrong code is told, and asked for again", async () => {
  const outside = world({ join: [{ joined: null, problem: "no_such_room" }] });
  const host = new PageHost({ path: "/", code: "ZZZ-999" }, outside);
  host.join("ZZZ-999", "Ada");
  await settled();
  expect(host.getSnapshot()).toMatchObject({ what: "name", problem: "no_such_room" });
  expect(outside.seats.find("ZZZ-999")).toBeNull();
  host.join("DOG-427", "Ada");
  await settled();
  expect(host.getSnapshot()).toMatchObject({ what: "room" });
});

test("after a lost answer the same person asks for the same seat, and another for another", async () => {
  const lost: JoinAnswer = { joined: null, problem: "no_answer" };
  const outside = world({ join: [lost, lost, lost] });
  const host = new PageHost({ path: "/", code: "DOG-427" }, outside);
  for (const name of ["Ada", "Ada", "Bob"]) {
    host.join("DOG-427", name);
    await settled();
  }
  expect(outside.asked.map(([, , , secret]) => secret)).toEqual([
    "secret-1",
    "secret-1",
    "secret-2",
  ]);
});

describe("a reload", () => {
  test("comes back to the same seat", async () => {
    const outside = world();
    outside.seats.keep("DOG-427", kept);
    const host = new PageHost({ path: "/", code: "DOG-427" }, outside);
    expect(host.getSnapshot()).toEqual({ what: "coming_back" });
    await settled();
    expect(outside.asked).toEqual([["/", "r1", "s1", "secret-0"]]);
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
  });

  test("while the host is away shows the card, which waits for it", async () => {
    const outside = world({ ticket: { ticket: null, ending: null } });
    outside.seats.keep("DOG-427", kept);
    const host = new PageHost({ path: "/", code: "DOG-427" }, outside);
    await settled();
    expect(host.getSnapshot()).toMatchObject({ what: "room" });
    expect(outside.runtime.opened[0]).toMatchObject({ seat: "s1", expires_at: 0 });
  });

  test.each([
    ["closed", null],
    ["no_such_room", null],
    ["removed", kept],
  ])("of a seat that is %s asks anew and says why", async (code, left) => {
    const outside = world({ ticket: { ticket: null, ending: { code } } });
    outside.seats.keep("DOG-427", kept);
    const host = new PageHost({ path: "/", code: "DOG-427" }, outside);
    await settled();
    expect(host.getSnapshot()).toMatchObject({ what: "name", name: "Ada", problem: code });
    expect(outside.seats.find("DOG-427")).toEqual(left);
  });
});

test("somebody else at the same page is asked anew, and finds nothing of the last one", async () => {
  const outside = world();
  outside.seats.keep("DOG-427", kept);
  const host = new PageHost({ path: "/", code: "DOG-427" }, outside);
  await settled();
  expect(outside.runtime.held).toBe(1);
  host.notMe();
  expect(host.getSnapshot()).toMatchObject({ what: "name", code: "DOG-427", name: "" });
  expect(outside.runtime.held).toBe(0);
  expect(outside.forgotten).toEqual(["r1/s1"]);
  expect(localStorage).toHaveLength(0);
  host.join("DOG-427", "Ada");
  await settled();
  expect(outside.asked.at(-1)).toEqual(["/", "DOG-427", "Ada", "secret-1"]);
});
