/** One image over the whole page, for phones and the back row. */
import type { Translate } from "../room/lesson";
import { silence } from "./quiet";

/** Show an image as large as the page; Escape, a tap or the button closes it. */
export function enlarge(image: HTMLImageElement, t: Translate): void {
  const dialog = document.createElement("dialog");
  dialog.className = "pylq-enlarged";
  dialog.setAttribute("aria-label", image.alt);
  const large = document.createElement("img");
  large.src = image.src;
  large.alt = image.alt;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "pylq-button pylq-button-plain";
  close.textContent = t("image.close");
  silence(close);
  dialog.append(large, close);
  dialog.addEventListener("click", () => {
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
  });
  // Within the view, whose colours and words it has.
  (image.closest(".pylq-view") ?? document.body).append(dialog);
  dialog.showModal();
}
