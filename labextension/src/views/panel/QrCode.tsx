import { useMemo } from "react";
import { encode } from "uqr";

/** A link as a QR code: black on white whatever the theme, because not every camera reads the reverse. */
export function QrCode({ link, label }: { link: string; label: string }) {
  const { size, path } = useMemo(() => {
    // Four modules of white around it are part of the code.
    const { size: modules, data } = encode(link, { ecc: "M", border: 4 });
    const dark = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size: modules, path: dark.join("") };
  }, [link]);
  return (
    <svg
      className="pylq-qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
