import { useEffect, useState } from "react";

import { useTools } from "./context";

/** The time, read again twice a second: often enough that no second of many is skipped on screen. */
export function useNow(every = 500): number {
  const { now } = useTools();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => {
      setTime(now());
    }, every);
    return () => {
      clearInterval(timer);
    };
  }, [now, every]);
  return time;
}

/** `0:41` or `1:02:03`. No two clocks agree to the millisecond: a start that lies ahead is now. */
export function elapsed(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
