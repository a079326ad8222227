/** How long to wait before trying again. All in milliseconds. */
export const BACKOFF_FIRST = 500;
export const BACKOFF_CAP = 5_000;

/** Full jitter: anywhere between nothing and a bound that doubles. `chance` is in [0, 1). */
export function backoff(chance: number, failures: number, first = BACKOFF_FIRST): number {
  return chance * Math.min(BACKOFF_CAP, first * 2 ** Math.min(failures, 10));
}

/** About `period`: so many clients that began together do not come together for ever. */
export function about(period: number, chance: number): number {
  return period * (0.75 + chance / 2);
}
