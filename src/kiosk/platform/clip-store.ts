/**
 * Packs of clips on this tablet's disk (Cache API) and on the district's server, each under its SHA-256: whatever does not
 * have the hash it is asked for is not there. Knows no language and no sentence.
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { clipsRoomBytesMin } from "../../base/voice-limits.ts";
import { audioAddress } from "../../protocol/audio.ts";

const cacheName = "loket-voice";

/** Undefined where the browser has no such disk, or the disk does not answer: then nothing is spoken. */
async function openDisk(): Promise<Cache | undefined> {
  return "caches" in globalThis ? caches.open(cacheName).catch(() => undefined) : undefined;
}

/** Hashes of what lies on the disk. */
export async function heldPacks(): Promise<ReadonlySet<string>> {
  const disk = await openDisk();
  const requests = (await disk?.keys().catch(() => undefined)) ?? [];
  return new Set(requests.map(({ url }) => url.slice(url.lastIndexOf("/") + 1)));
}

/** The pack from the disk; a damaged one is removed, so that it is fetched again. */
export async function readPack(hash: string): Promise<Bytes | undefined> {
  const disk = await openDisk();
  const response = await disk?.match(audioAddress(hash)).catch(() => undefined);
  const bytes = response && new Uint8Array(await response.arrayBuffer());
  if (!bytes || (await isGenuine(bytes, hash))) return bytes;
  await disk?.delete(audioAddress(hash));
  return undefined;
}

/** Fetches a pack and keeps it. Undefined: no network, not there, not what its hash says, no room, or `signal` aborted. */
export async function fetchPack(hash: string, signal: AbortSignal): Promise<Bytes | undefined> {
  try {
    if (!(await hasRoom())) return undefined;
    const response = await fetch(audioAddress(hash), {
      signal,
      priority: "low",
      credentials: "omit",
      cache: "no-store",
    });
    const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    if (!bytes || !(await isGenuine(bytes, hash))) return undefined;
    await (await openDisk())?.put(audioAddress(hash), new Response(bytes));
    return bytes;
  } catch {
    return undefined;
  }
}

/** Removes what is not in `wanted`. */
export async function dropPacks(wanted: ReadonlySet<string>): Promise<void> {
  const disk = await openDisk();
  for (const hash of await heldPacks()) if (!wanted.has(hash)) await disk?.delete(audioAddress(hash));
}

/** Whether the people of this tablet want to save data, or nobody hears the network. */
export function isLinkSpared(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return !navigator.onLine || connection?.saveData === true;
}

async function hasRoom(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined || quota - usage > clipsRoomBytesMin;
}

async function isGenuine(bytes: Bytes, hash: string): Promise<boolean> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))) === hash;
}
