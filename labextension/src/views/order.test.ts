import { inOrder } from "./order";

const options = ["a", "b", "c"].map((id) => ({ id, text: id.toUpperCase() }));
const ids = (order: string[] | null) => inOrder(options, order).map(({ id }) => id);

test("options stand in the student's own order, or as the question has them", () => {
  expect(ids(["c", "a", "b"])).toEqual(["c", "a", "b"]);
  expect(ids(null)).toEqual(["a", "b", "c"]);
});

test("an order of another question leaves no option out", () => {
  expect(ids(["c", "x", "b"])).toEqual(["c", "b", "a"]);
  expect(ids(["c"])).toEqual(["c", "a", "b"]);
  expect(ids(["c", "c"])).toEqual(["c", "a", "b"]);
});
