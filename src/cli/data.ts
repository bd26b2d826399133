/** How every command finds the district's data: folders from the environment, opened beside a running server. */
import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import type { DataFolder } from "../server/data-folder.ts";
import { openDataFolder } from "../server/data-folder.ts";
import { jsonLog } from "../server/log.ts";
import type { OpenedDistrict, OpenOptions } from "../server/open-district.ts";
import { openDistrict } from "../server/open-district.ts";
import type { Err } from "../base/result.ts";
import type { World } from "./command.ts";
import { RefusedError } from "./command.ts";

/** The one regency this installation serves. */
const REGENCY = "33.29";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type Place = Omit<OpenOptions, "configuration"> & Pick<World, "timer">;

/** Where data, keys and configuration lie, and who keeps time. */
export function placeOf(world: World): Place {
  const { env, clock, timer, random } = world;
  return {
    regency: REGENCY,
    folder: folderOf(env),
    configDir: resolve(env["LOKET_CONFIG"] ?? `${root}kiosk-config`),
    recoveryPassphrase: env["LOKET_RECOVERY_PASSPHRASE"],
    clock,
    timer,
    random,
    log: jsonLog(clock, world.say),
  };
}

/** Warnings are for whoever runs the server, not for every command beside it. */
export function quietPlaceOf(world: World): Place {
  const place = placeOf(world);
  return { ...place, log: { ...place.log, info: () => undefined, warn: () => undefined } };
}

function folderOf(env: World["env"]): DataFolder {
  const data = resolve(env["LOKET_DATA"] ?? "data");
  const keys = env["LOKET_KEYS"];
  return keys === undefined ? openDataFolder(data) : openDataFolder(data, resolve(keys));
}

/** Opens the district for one command and closes it again. Throws {@link RefusedError} when it must not be opened. */
export async function withDistrict<T>(
  world: World,
  work: (opened: OpenedDistrict, place: Place) => Promise<T>,
): Promise<T> {
  const place = quietPlaceOf(world);
  const opened = await openDistrict({ ...place, configuration: "newest" });
  if (!opened.ok) throw new RefusedError(openFailureText(opened));
  try {
    return await work(opened.value, place);
  } finally {
    await opened.value.close();
  }
}

/** What a person needs to know when the data cannot be opened. */
export function openFailureText({ code, detail = "" }: Err<string>): string {
  return code === "restore-unfinished"
    ? `A restore was not finished (${detail}). Say it again; nothing is served before.`
    : `The configuration cannot be read: ${detail}`;
}
