/** Hands a text file to the person, under a name. */
export type Download = (name: string, text: string) => void;

/** Milliseconds; a browser begins to read the file at once, and some say nothing when they have it. */
const READ_WITHIN = 60_000;

/** As a download of the browser. */
export const download: Download = (name, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/html;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, READ_WITHIN);
};
