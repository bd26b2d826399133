/** A disk without room under the settings (failures F14): the ballast makes some, and where it cannot that is said, never swallowed. */
import { expect, it } from "vitest";
import { memorySettings } from "../store/settings.ts";
import type { Settings } from "../store/settings.ts";
import type { Ballast } from "../store/ports.ts";
import { roomySettings } from "./roomy-settings.ts";

const noTries = { count: 0, waitUntil: 0 };

/** Settings on a disk that is full until something is given away. */
function onFullDisk(hasBallast: boolean): { readonly settings: Settings; readonly dropped: () => number } {
  const inner = memorySettings({ wrongPins: noTries });
  let isFull = true;
  let dropped = 0;
  const guard = <T>(call: () => Promise<T>): Promise<T> =>
    isFull ? Promise.reject(new DOMException("no room", "QuotaExceededError")) : call();
  const ballast: Ballast = {
    isWhole: () => Promise.resolve(hasBallast && dropped === 0),
    fill: () => Promise.resolve(),
    drop: () => {
      if (!hasBallast) return Promise.resolve(false);
      dropped += 1;
      isFull = false;
      return Promise.resolve(true);
    },
  };
  const settings: Settings = {
    read: (key) => guard(() => inner.read(key)),
    write: (values) => guard(() => inner.write(values)),
    clear: () => inner.clear(),
  };
  return { settings: roomySettings(settings, ballast), dropped: () => dropped };
}

it("gives the ballast away once, and reads and writes then", async () => {
  const { settings, dropped } = onFullDisk(true);
  expect(await settings.read("wrongPins")).toEqual(noTries);
  await settings.write({ handedOver: true });
  expect(await settings.read("handedOver")).toBe(true);
  expect(dropped()).toBe(1);
});

it("says storage-full where there is no ballast", async () => {
  const { settings } = onFullDisk(false);
  await expect(settings.read("wrongPins")).rejects.toMatchObject({ name: "StoreFailure", code: "storage-full" });
  await expect(settings.write({ handedOver: true })).rejects.toMatchObject({ code: "storage-full" });
});

it("leaves every other failure as it is", async () => {
  const broken: Settings = {
    ...memorySettings(),
    read: () => Promise.reject(new DOMException("settings", "VersionError")),
  };
  let dropped = 0;
  const settings = roomySettings(broken, {
    isWhole: () => Promise.resolve(true),
    fill: () => Promise.resolve(),
    drop: () => Promise.resolve((dropped += 1) > 0),
  });
  await expect(settings.read("officers")).rejects.toMatchObject({ name: "VersionError" });
  expect(dropped).toBe(0);
});
