import { memo, useEffect, useRef } from "react";

import { useTools } from "./context";
import { directed } from "./direction";
import { showImages, withoutAddresses } from "./images";
import { silence } from "./quiet";
import { reachWide } from "./wide";

/**
 * A fragment of HTML that the host made safe, with its mathematics typeset and its images fetched.
 * The only place where HTML is inserted as HTML; names and free text never come here.
 */
export const Fragment = memo(function Fragment({
  html,
  className = "",
  id,
}: {
  html: string;
  className?: string;
  id?: string;
}) {
  const { typeset, asset, t } = useTools();
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const root = element.current;
    if (!root) return;
    for (const link of root.querySelectorAll("a")) {
      // A link that is followed in the card's own page would take the card away.
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      silence(link);
    }
    for (const math of root.querySelectorAll<HTMLElement>(".pylq-math")) {
      // Once typeset, the text is no longer TeX: a second effect must not typeset it again.
      if (math.dataset.pylqTypeset) continue;
      math.dataset.pylqTypeset = "yes";
      // Where it cannot be typeset, the TeX itself stays on the page and can be read.
      typeset(math, math.textContent, math.classList.contains("pylq-display")).catch(() => null);
    }
    reachWide(root);
  }, [html, typeset]);

  useEffect(() => {
    const root = element.current;
    return root ? showImages(root, asset, t) : undefined;
  }, [html, asset, t]);

  return (
    <div
      ref={element}
      id={id}
      className={`pylq-fragment ${className}`}
      dir="auto"
      dangerouslySetInnerHTML={{ __html: directed(withoutAddresses(html)) }}
    />
  );
});
