import type { ReactNode } from "react";

import { quiet } from "./quiet";

/** A part that scrolls in place, and by keyboard too: hence it takes focus, and has a name. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div {...quiet} className="pylq-scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
