/** Images in a fragment: fetched by their hashes, with room kept for them until they come. */
import type { Translate } from "../room/lesson";
import { enlarge } from "./enlarge";
import { silence } from "./quiet";

/** The address of an image on this page, by its hash; rejects where it cannot be had now. */
export type ShowAsset = (hash: string) => Promise<string>;

/** For views without a host: they have no images. */
export const noAssets: ShowAsset = () => Promise.reject(new Error("There is no host."));

/** The fragment with nothing in it that a browser would try to load by itself. */
export function withoutAddresses(html: string): string {
  return html.replace(/<img src="asset:([0-9a-f]{64})"/g, '<img data-pylq-asset="$1"');
}

/** Show the images of a fragment on the page; returns how to stop. */
export function showImages(root: HTMLElement, asset: ShowAsset, t: Translate): () => void {
  const stops = [...root.querySelectorAll<HTMLImageElement>("img[data-pylq-asset]")].map((image) =>
    show(image, asset, t),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

function show(image: HTMLImageElement, asset: ShowAsset, t: Translate): () => void {
  const hash = image.dataset.pylqAsset ?? "";
  let trouble: HTMLElement | null = null;
  let stopped = false;
  keepRoom(image);

  const withoutTrouble = () => {
    trouble?.remove();
    trouble = null;
    framed(image).hidden = false;
  };
  const fail = () => {
    if (stopped || trouble) return;
    framed(image).hidden = true;
    trouble = missing(image.alt, t, load);
    framed(image).after(trouble);
  };
  const load = () => {
    asset(hash).then((address) => {
      if (stopped) return;
      withoutTrouble();
      image.src = address;
      image.classList.remove("pylq-image-waiting");
      if (canBeEnlarged(image)) offerToEnlarge(image, t);
    }, fail);
  };
  // The page's own policy may forbid what was fetched, or its bytes be damaged further on.
  image.addEventListener("error", fail);
  if (!image.hasAttribute("src")) load();
  return () => {
    stopped = true;
    image.removeEventListener("error", fail);
    withoutTrouble();
  };
}

/** The image with the button around it, if it has one. */
function framed(image: HTMLImageElement): HTMLElement {
  return image.closest<HTMLElement>(".pylq-image-button") ?? image;
}

/** As large as the image will be: without that, options move from under a finger. */
function keepRoom(image: HTMLImageElement): void {
  const width = Number(image.getAttribute("width"));
  const height = Number(image.getAttribute("height"));
  image.classList.add("pylq-image");
  if (!image.hasAttribute("src")) image.classList.add("pylq-image-waiting");
  if (width > 0 && height > 0) {
    image.style.inlineSize = `${width}px`;
    image.style.aspectRatio = `${width} / ${height}`;
  }
}

function missing(alt: string, t: Translate, again: () => void): HTMLElement {
  const trouble = document.createElement("span");
  trouble.className = "pylq-image-missing";
  const words = document.createElement("span");
  words.textContent = t("image.missing", { alt });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pylq-button pylq-button-link";
  button.textContent = t("image.again");
  silence(button);
  button.addEventListener("click", (event) => {
    // In an option's label: this chooses nothing.
    event.preventDefault();
    again();
  });
  trouble.append(words, " ", button);
  return trouble;
}

/** In an option a tap chooses it, in a link it follows the link, and elsewhere it may choose a place. */
function canBeEnlarged(image: HTMLImageElement): boolean {
  return !image.closest("label, a, button, .pylq-place-picture");
}

function offerToEnlarge(image: HTMLImageElement, t: Translate): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pylq-image-button";
  // No name of its own: the image's words are part of the prompt, which names the options.
  button.title = t("image.enlarge");
  silence(button);
  button.addEventListener("click", () => {
    enlarge(image, t);
  });
  image.replaceWith(button);
  button.append(image);
}
