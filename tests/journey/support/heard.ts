/** What a tablet's loudspeaker is given: the clips themselves, taken where the page hands them to the browser. Knows no screen. */
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";

/** Writes down every sound that plays to its end on `page` from its next load on. */
export async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sounds = new Map<string, Blob>();
    const heard: Promise<number[]>[] = [];
    Object.assign(globalThis, { heardClips: heard });
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (thing) => {
      const address = make(thing);
      if (thing instanceof Blob) sounds.set(address, thing);
      return address;
    };
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function playAndNote(this: HTMLMediaElement) {
      const sound = sounds.get(this.src);
      // The end tells that the browser could decode it: a picture or half a clip never ends.
      if (sound)
        this.addEventListener("ended", () =>
          heard.push(sound.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)])),
        );
      return play.call(this);
    };
  });
}

/** SHA-256 in hex of what was heard so far, in order. */
export async function heardOn(page: Page): Promise<readonly string[]> {
  const clips = await page.evaluate(() => {
    const { heardClips } = globalThis as unknown as { readonly heardClips?: readonly Promise<number[]>[] };
    return Promise.all(heardClips ?? []);
  });
  return clips.map((bytes) => createHash("sha256").update(Uint8Array.from(bytes)).digest("hex"));
}
