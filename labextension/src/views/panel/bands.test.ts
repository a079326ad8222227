import { bandOf } from "./bands";

test.each([
  ["= 2", 2, 2],
  ["= 1/3", 1 / 3, 1 / 3],
  ["= −1 / 4", -0.25, -0.25],
  ["= 2 ± 0.5", 1.5, 2.5],
  ["= 2 +/- 0.5", 1.5, 2.5],
  ["= 2+-0.5", 1.5, 2.5],
  ["= -200 ± 5 %", -210, -190],
  ["= 1.5e3 ± 1/2", 1499.5, 1500.5],
  ["= 2 × 10^4", 20000, 20000],
  ["= .5", 0.5, 0.5],
  ["= 5.", 5, 5],
  ["= [1, 2)", 1, 2],
  ["= (-1; .5]", -1, 0.5],
  ["= (0, ∞)", 0, Infinity],
  ["= (-inf, +∞)", -Infinity, Infinity],
  ["= 1 .. 2", 1, 2],
  ["= 1...2", 1, 2],
  ["= -2…-1.5", -2, -1.5],
  ["= 3.14159 to 3 digits", 3.135, 3.145],
  ["= -3.14159 to 3 digits", -3.145, -3.135],
  ["= 1000 to 1 digit", 950, 1500],
  ["= 0 to 3 digits", 0, 0],
])("the form %s accepts what is from %d to %d", (form, low, high) => {
  const band = bandOf(form);
  expect(band?.low).toBeCloseTo(low, 9);
  expect(band?.high).toBeCloseTo(high, 9);
});

test.each([
  "otherwise",
  "~ /2/",
  '= "2"',
  "= two",
  "=",
  "= .",
  "= 2 ± two",
  "= 2 ± -1",
  "= [2, 1]",
  "= [1, 2",
  "= 1 ..",
  "= 1/0",
  "= 1e999",
  "= 2 to 99 digits",
  "= ± 2",
])("the form %s is none that could be drawn", (form) => {
  expect(bandOf(form)).toBeNull();
});
