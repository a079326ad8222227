import { Assets, browserAddresses } from "./assets";

class Host {
  asked: string[] = [];
  fails = false;
  made: string[] = [];
  revoked: string[] = [];

  readonly assets = new Assets(
    (hash) => {
      this.asked.push(hash);
      return this.fails ? Promise.reject(new Error("no network")) : Promise.resolve(new Blob());
    },
    {
      make: () => {
        this.made.push(`blob:${this.made.length}`);
        return this.made.at(-1) ?? "";
      },
      revoke: (address) => this.revoked.push(address),
    },
  );
}

test("an image is fetched once, however many views show it", async () => {
  const host = new Host();
  const both = await Promise.all([host.assets.get("a"), host.assets.get("a")]);
  expect(both).toEqual(["blob:0", "blob:0"]);
  expect(await host.assets.get("a")).toBe("blob:0");
  expect(await host.assets.get("b")).toBe("blob:1");
  expect(host.asked).toEqual(["a", "b"]);
});

test("what could not be had is asked for again", async () => {
  const host = new Host();
  host.fails = true;
  await expect(host.assets.get("a")).rejects.toThrow("no network");
  host.fails = false;
  expect(await host.assets.get("a")).toBe("blob:0");
});

test("closing takes all addresses back, and makes no more of what comes late", async () => {
  const host = new Host();
  await host.assets.get("a");
  const late = host.assets.get("b");
  host.assets.close();
  await expect(late).rejects.toThrow();
  expect(host.revoked).toEqual(host.made);
});

test("an SVG never has an address of this page's origin", async () => {
  const image = new Blob(["<svg/>"], { type: "image/svg+xml" });
  const address = await browserAddresses.make(image);
  expect(address).toBe(`data:image/svg+xml;base64,${btoa("<svg/>")}`);
  browserAddresses.revoke(address);
});
