/** The images of a room, each fetched once for all views on a page. */

/** Makes addresses of what was fetched, and takes them back. */
export interface Addresses {
  make(image: Blob): string | Promise<string>;
  revoke(address: string): void;
}

export class Assets {
  readonly #fetch: (hash: string) => Promise<Blob>;
  readonly #addresses: Addresses;
  readonly #asked = new Map<string, Promise<string>>();
  readonly #made: string[] = [];
  #isClosed = false;

  constructor(fetch: (hash: string) => Promise<Blob>, addresses: Addresses) {
    this.#fetch = fetch;
    this.#addresses = addresses;
  }

  /** The address of an image on this page; rejects where it cannot be had now. */
  readonly get = (hash: string): Promise<string> => {
    const known = this.#asked.get(hash);
    if (known) return known;
    const asked = this.#get(hash);
    this.#asked.set(hash, asked);
    // Whoever asks next tries again.
    asked.catch(() => this.#asked.delete(hash));
    return asked;
  };

  /** Nobody shows the room any more: let go of the images. */
  close(): void {
    this.#isClosed = true;
    for (const address of this.#made.splice(0)) this.#addresses.revoke(address);
    this.#asked.clear();
  }

  async #get(hash: string): Promise<string> {
    const image = await this.#fetch(hash);
    this.#refuseIfClosed();
    const address = await this.#addresses.make(image);
    this.#made.push(address);
    if (this.#isClosed) this.close();
    this.#refuseIfClosed();
    return address;
  }

  #refuseIfClosed(): void {
    if (this.#isClosed) throw new Error("The room is not shown any more.");
  }
}

/** The browser's own addresses. */
export const browserAddresses: Addresses = {
  // An SVG that somebody opens in a window of its own runs its scripts, and by such an address it
  // would run them as this page's. A `data:` address belongs to no page.
  make: (image) =>
    image.type.startsWith("image/svg") ? dataAddress(image) : URL.createObjectURL(image),
  revoke: (address) => {
    if (address.startsWith("blob:")) URL.revokeObjectURL(address);
  },
};

/** An address that holds all of an image, and belongs to no page. */
export function dataAddress(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.onerror = () => {
      reject(new Error("The image cannot be read."));
    };
    reader.readAsDataURL(image);
  });
}
