import type { ReactNode, Ref } from "react";

import { quiet } from "./quiet";
import type { Inside } from "./useInside";

/** A part that scrolls in place, and by keyboard too: hence it takes focus, and has a name. */
export function Scroll({
  label,
  children,
  ref,
  inside,
}: {
  label: string;
  children: ReactNode;
  ref?: Ref<HTMLDivElement>;
  /** Watches whether somebody is in here. */
  inside?: Inside["watch"];
}) {
  return (
    <div
      {...quiet}
      {...inside}
      ref={ref}
      className="pylq-scroll"
      role="group"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </div>
  );
}
