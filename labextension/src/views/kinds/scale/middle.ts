/** What the answers on a scale come to. */

export interface Middle {
  /** Between two steps where as many chose below as above. */
  median: number;
  mean: number;
}

/** Median and mean of the chosen steps, by how many chose each; null where nobody did. */
export function middleOf(counts: Readonly<Record<string, number>>): Middle | null {
  const chosen = Object.entries(counts)
    .map(([step, count]) => ({ value: Number(step), count }))
    .filter(({ value, count }) => Number.isFinite(value) && count > 0)
    .sort((a, b) => a.value - b.value);
  const total = chosen.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let passed = 0;
    for (const { value, count } of chosen) {
      passed += count;
      if (place < passed) return value;
    }
    return NaN;
  };
  const sum = chosen.reduce((sofar, { value, count }) => sofar + value * count, 0);
  return { median: (at((total - 1) >> 1) + at(total >> 1)) / 2, mean: sum / total };
}
