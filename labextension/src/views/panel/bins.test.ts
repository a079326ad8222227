import { binsOf, placeOf } from "./bins";

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step);
const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);

test("whole numbers have bins of whole numbers", () => {
  const { bins, width, isWhole } = binsOf(range(1, 12));
  expect({ width, isWhole }).toEqual({ width: 2, isWhole: true });
  expect(bins.map(({ low }) => low)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  expect(bins.map(({ count }) => count)).toEqual([1, 2, 2, 2, 2, 2, 1]);
});

test("an end belongs to the bin above it, though computing in binary adds a little", () => {
  const { bins } = binsOf(range(0, 1, 0.05).map((value) => Number(value.toFixed(2))));
  expect(bins.slice(2, 4)).toEqual([
    { low: 0.2, high: 0.3, count: 2 },
    { low: 0.3, high: 0.4, count: 2 },
  ]);
  expect(bins.at(-1)).toEqual({ low: 1, high: 1.1, count: 1 });
});

test("what lies far out is taken together and spoils nothing for the others", () => {
  const { bins } = binsOf([...range(10, 40), 1e9, -1e300]);
  expect(bins[0]).toEqual({ low: -Infinity, high: 10, count: 1 });
  expect(bins.at(-1)).toEqual({ low: 45, high: Infinity, count: 1 });
  expect(bins).toHaveLength(9);
});

test("nearly all the same has bins too", () => {
  const { bins } = binsOf([...Array<number>(100).fill(5), 6]);
  expect(sum(bins.map(({ count }) => count))).toBe(101);
});

test.each([
  [range(1, 12)],
  [range(-1, 1, 0.013)],
  [[1e-9, 2e-9, 5e-9, 7e-9]],
  [[-1.7e308, 1.7e308, 0, 5]],
  [[1e16, 1e16 + 2, 1e16 + 4]],
  [range(0, 11).map((power) => 10 ** power)],
])("everything of %j is counted once, in bins that can be read", (values) => {
  const { bins } = binsOf(values);
  expect(sum(bins.map(({ count }) => count))).toBe(values.length);
  expect(bins.length).toBeLessThanOrEqual(16);
});

describe("a band", () => {
  const bins = binsOf(range(0, 19));

  test.each([
    [
      { low: 2, high: 5 },
      { from: 1, to: 2.5 },
    ],
    [
      { low: -Infinity, high: 4 },
      { from: 0, to: 2 },
    ],
    [
      { low: 3, high: 3 },
      { from: 1.5, to: 1.5 },
    ],
    [
      { low: 10, high: Infinity },
      { from: 5, to: 10 },
    ],
    [{ low: 30, high: 31 }, null],
    [{ low: -3, high: -2 }, null],
  ])("%o lies among bins of 2 at %o", (band, place) => {
    expect(placeOf(band, bins)).toEqual(place);
  });

  test("without end reaches over what lies far out", () => {
    const far = binsOf([...range(0, 19), 1e6]);
    expect(placeOf({ low: 10, high: Infinity }, far)?.to).toBe(far.bins.length);
    expect(placeOf({ low: 10, high: 500 }, far)?.to).toBe(far.bins.length - 0.5);
  });
});
