/**
 * The clips this tablet can play: which sentence lies where in which pack, and how packs come while the line is idle. A
 * sending tablet is never made to wait for them: an exchange that begins cuts them off.
 */
import { effect, signal } from "@preact/signals";
import type { Bytes } from "../../base/bytes.ts";
import { fromUtf8 } from "../../base/bytes.ts";
import { clipsFirstAfterMs, clipsHurriedRetryMs, clipsRetryMs } from "../../base/voice-limits.ts";
import type { ClipIndex } from "../../domain/speech/clip-index.ts";
import { clipName } from "../../domain/speech/clip-name.ts";
import type { SpokenLanguage } from "../../domain/speech/language.ts";
import type { ClipListing } from "../../domain/speech/speech.ts";
import { after, pause } from "../platform/ambient.ts";
import { dropPacks, fetchPack, heldPacks, isLinkSpared, readPack } from "../platform/clip-store.ts";
import { sync, tablet } from "./tablet.ts";

type Place = { readonly pack: string; readonly from: number; readonly to: number };

/** By language and name of the clip; only what lies on this disk. */
const places = signal<ReadonlyMap<string, Place>>(new Map());

/** How much of what was asked for is here, in packs. */
export const clipsHere = signal<{ readonly held: number; readonly wanted: number }>({ held: 0, wanted: 0 });

/** Somebody asked for them: they come at once, and although data is being saved. */
export const areClipsHurried = signal(false);

const keyOf = (language: SpokenLanguage, sentence: string): string => `${language}/${clipName(sentence)}`;

/** Whether a clip of this sentence in this language lies on the tablet. */
export function hasClip(language: SpokenLanguage, sentence: string): boolean {
  return places.value.has(keyOf(language, sentence));
}

/** The sound, or undefined: not here, or the disk no longer gives it. */
export async function readClip(language: SpokenLanguage, sentence: string): Promise<Bytes | undefined> {
  const place = places.peek().get(keyOf(language, sentence));
  return place && (await readPack(place.pack))?.slice(place.from, place.to);
}

let round = 0;

/**
 * Brings the clips of these listings onto the tablet, the first ones first, and drops all others. What is on the disk can
 * be said at once. A later call ends an earlier one.
 */
export async function bringClips(listings: readonly ClipListing[]): Promise<void> {
  round += 1;
  const mine = round;
  const isOver = (): boolean => mine !== round;
  let indexes = await readIndexes(listings, readPack);
  let held = await show(indexes);
  await waitUnlessHurried(clipsFirstAfterMs);
  while (!isOver()) {
    if (isLineIdle()) {
      indexes = await readIndexes(listings, async (hash) => (await readPack(hash)) ?? fetchWhileIdle(hash));
      held = await show(indexes);
      const missing = indexes.flatMap(({ packs }) => packs).filter(({ hash }) => !held.has(hash));
      if (missing.length === 0 && indexes.length === listings.length) break;
      for (const { hash } of missing) {
        if (isOver() || !(await fetchWhileIdle(hash))) break;
        held = await show(indexes);
      }
    }
    await (areClipsHurried.peek() ? pause(clipsHurriedRetryMs) : waitUnlessHurried(clipsRetryMs));
  }
  if (isOver()) return;
  areClipsHurried.value = false;
  await dropPacks(new Set([...listings.map(({ index }) => index), ...held]));
}

/** Resolves after `ms`, or as soon as somebody asks for the clips. */
function waitUnlessHurried(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      stopFollowing();
      resolve();
    };
    const cancel = after(ms, end);
    const stopFollowing = areClipsHurried.subscribe((isHurried) => isHurried && queueMicrotask(end));
  });
}

async function readIndexes(
  listings: readonly ClipListing[],
  read: (hash: string) => Promise<Bytes | undefined>,
): Promise<readonly ClipIndex[]> {
  // Its parser stays out of the first download.
  const { parseClipIndex } = await import("../../domain/speech/clip-index.ts");
  const found: ClipIndex[] = [];
  for (const { index } of listings) {
    const bytes = await read(index);
    const parsed = parseClipIndex((bytes && fromUtf8(bytes)) ?? "");
    if (parsed.ok) found.push(parsed.value);
  }
  return found;
}

/** Makes what is on the disk sayable; gives the packs that are there. */
async function show(indexes: readonly ClipIndex[]): Promise<ReadonlySet<string>> {
  const held = await heldPacks();
  const found = new Map<string, Place>();
  for (const { language, packs } of indexes)
    for (const { hash, clips } of packs) {
      if (!held.has(hash)) continue;
      let from = 0;
      for (const [name, length] of clips) {
        found.set(`${language}/${name}`, { pack: hash, from, to: from + length });
        from += length;
      }
    }
  const all = indexes.flatMap(({ packs }) => packs.map(({ hash }) => hash));
  places.value = found;
  clipsHere.value = { held: all.filter((hash) => held.has(hash)).length, wanted: all.length };
  return new Set(all.filter((hash) => held.has(hash)));
}

/** An open tablet that sends nothing and has nothing to send. */
function isLineIdle(): boolean {
  const status = sync.peek();
  if (tablet.peek()?.kind !== "open" || !status || status.exchanging) return false;
  if (areClipsHurried.peek()) return true;
  return status.unreceipted === 0 && status.lastOutcome !== "offline" && !isLinkSpared();
}

/** A pack, unless an exchange begins meanwhile. */
async function fetchWhileIdle(hash: string): Promise<Bytes | undefined> {
  if (!isLineIdle()) return undefined;
  const stop = new AbortController();
  const stopFollowing = effect(() => {
    if (sync.value?.exchanging === true) stop.abort();
  });
  try {
    return await fetchPack(hash, stop.signal);
  } finally {
    stopFollowing();
  }
}
