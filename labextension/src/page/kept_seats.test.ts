import { type KeptSeat, KeptSeats, shapeOf } from "./kept_seats";

const seat: KeptSeat = { asked: "Ada", secret: "secret", room: "r1", seat: "s1", name: "Ada 2" };

beforeEach(() => {
  localStorage.clear();
});

test("a seat is found again by its code, however that is typed", () => {
  new KeptSeats("/", () => localStorage).keep("DOG-427", seat);
  const later = new KeptSeats("/", () => localStorage);
  expect(later.find("dog 427")).toEqual(seat);
  expect(later.find("CAT-111")).toBeNull();
  expect(later.lastName).toBe("Ada");
});

test("hosts that stand side by side at one server have seats of their own", () => {
  new KeptSeats("/a/pylq/", () => localStorage).keep("DOG-427", seat);
  expect(new KeptSeats("/b/pylq/", () => localStorage).find("DOG-427")).toBeNull();
});

test("nothing is left of a seat and a name that were forgotten", () => {
  const seats = new KeptSeats("/", () => localStorage);
  seats.keep("DOG-427", seat);
  seats.forget("DOG-427");
  expect(seats.find("DOG-427")).toBeNull();
  expect(seats.lastName).toBe("Ada");
  seats.forgetName();
  expect(seats.lastName).toBe("");
  expect(localStorage).toHaveLength(0);
});

test.each(["{", "null", "[]", '"x"', "{}", JSON.stringify({ ...seat, secret: "" })])(
  "%s in the storage is no seat",
  (text) => {
    localStorage.setItem("pylivequestions.seat///DOG-427", text);
    expect(new KeptSeats("/", () => localStorage).find("DOG-427")).toBeNull();
  },
);

test("the entry that the test above damages is the one that is read", () => {
  localStorage.setItem("pylivequestions.seat///DOG-427", JSON.stringify(seat));
  expect(new KeptSeats("/", () => localStorage).find("DOG-427")).toEqual(seat);
});

test("a storage that refuses keeps a seat for as long as the page lives", () => {
  const seats = new KeptSeats("/", () => {
    throw new DOMException("denied", "SecurityError");
  });
  seats.keep("DOG-427", seat);
  expect(seats.find("DOG-427")).toEqual(seat);
  seats.forget("DOG-427");
  expect(seats.find("DOG-427")).toBeNull();
});

test.each([
  ["DOG-427", "DOG-427"],
  [" dog427 ", "DOG-427"],
  ["dog 427", "DOG-427"],
  ["1", "1"],
])("%s is the code %s", (typed, code) => {
  expect(shapeOf(typed)).toBe(code);
});
