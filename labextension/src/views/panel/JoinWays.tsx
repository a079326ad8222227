import { useEffect, useState, useSyncExternalStore } from "react";

import type { RoomDocument } from "../../room/documents";
import type { RoomLink } from "../../room/room_link";
import { Overlay } from "../Overlay";
import { useTools } from "../context";
import { quiet } from "../quiet";
import { QrCode } from "./QrCode";

/** How students get in: the code and the link to be read aloud, and a QR code to be pointed at. */
export function JoinWays({ room, link: store }: { room: RoomDocument; link: RoomLink | null }) {
  const { t } = useTools();
  const link = useSyncExternalStore(store?.subscribe ?? NEVER, store?.getSnapshot ?? NO_LINK);
  const [large, setLarge] = useState(false);

  useEffect(() => {
    if (!store) return undefined;
    // The network may be opened or shut from a notebook meanwhile.
    const read = () => {
      void store.read();
    };
    read();
    window.addEventListener("focus", read);
    return () => {
      window.removeEventListener("focus", read);
    };
  }, [store]);

  const plain = link?.replace(/^https?:\/\//, "");
  return (
    <div className="pylq-ways">
      {link && (
        <button
          {...quiet}
          type="button"
          className="pylq-qr-button"
          aria-label={t("join_ways.enlarge")}
          title={t("join_ways.enlarge")}
          onClick={() => {
            void store?.read();
            setLarge(true);
          }}
        >
          <QrCode link={link} label={t("join_ways.qr")} />
        </button>
      )}
      <div className="pylq-ways-text">
        <p className="pylq-code-line">
          <span className="pylq-unseen">{t("panel.code")} </span>
          <strong className="pylq-join-code">{room.code}</strong>
        </p>
        {link && (
          <p className="pylq-link">
            <a {...quiet} href={link} target="_blank" rel="noopener noreferrer">
              {plain}
            </a>
            {isHere(link) && <span className="pylq-hint"> {t("join_ways.here_only")}</span>}
          </p>
        )}
      </div>
      {large && link && (
        <Overlay
          label={t("join_ways.title", { name: room.name })}
          onClose={() => {
            setLarge(false);
          }}
        >
          <QrCode link={link} label={t("join_ways.qr")} />
          <p className="pylq-join-code">{room.code}</p>
          <p className="pylq-link">{plain}</p>
        </Overlay>
      )}
    </div>
  );
}

const NEVER = () => () => undefined;
const NO_LINK = () => null;

/** Whether nobody but this computer can follow a link. */
function isHere(link: string): boolean {
  try {
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(link).hostname);
  } catch {
    return false;
  }
}
