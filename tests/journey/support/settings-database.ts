/** What can befall the tablet's settings in its browser's database, done from another page of the same origin. */
import type { BrowserContext, Page } from "playwright-core";

/** Nobody who reads the settings gets an answer, until this is called: a transaction that does not end comes before them. */
export async function holdSettings(context: BrowserContext, url: string): Promise<() => Promise<void>> {
  const page = await pageBeside(context, url);
  await page.evaluate(async () => {
    const opening = indexedDB.open("loket-settings");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const store = opening.result.transaction("settings", "readwrite").objectStore("settings");
    // A transaction lives as long as it is asked for something.
    await new Promise<void>((resolve) => {
      const askAgain = (): void => {
        store.get("held").onsuccess = askAgain;
        resolve();
      };
      askAgain();
    });
  });
  return () => page.close();
}

/** They come back empty, as after a damage of the disk: keys and officers are gone. */
export async function emptySettings(context: BrowserContext, url: string): Promise<void> {
  const page = await pageBeside(context, url);
  await page.evaluate(async () => {
    const opening = indexedDB.open("loket-settings");
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const transaction = opening.result.transaction("settings", "readwrite");
    transaction.objectStore("settings").clear();
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opening.result.close();
  });
  await page.close();
}

/** A page of the origin that has nothing of the tablet in it. */
async function pageBeside(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(new URL("t/", url).href);
  return page;
}
