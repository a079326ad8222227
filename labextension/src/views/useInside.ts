import { useMemo, useState, type FocusEvent } from "react";

export interface Inside {
  isInside: boolean;
  /** For the element that is watched. */
  watch: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

/** Whether the pointer or the keyboard's focus is inside an element. */
export function useInside(): Inside {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const watch = useMemo(
    () => ({
      onPointerEnter: () => {
        setPointer(true);
      },
      onPointerLeave: () => {
        setPointer(false);
      },
      onFocus: () => {
        setFocus(true);
      },
      onBlur: (event: FocusEvent<HTMLElement>) => {
        setFocus(event.currentTarget.contains(event.relatedTarget));
      },
    }),
    [],
  );
  return { isInside: pointer || focus, watch };
}
