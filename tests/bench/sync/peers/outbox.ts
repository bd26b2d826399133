/** What peers' pages have in common: gzip, the photos, the door of the bench. */
import type { Application } from "../work.ts";
import type { BenchPage } from "../contestant.ts";

/** The peer is asked to put gzip into the hook it has for that. */
export const isGzip = location.search === "?gzip";

/** Bytes of photo `number`, fetched while there was a link. */
export const photos = new Map<number, Blob>();

/** A filed application and its photos, as far as they are to be sent. */
export type Filed = { readonly application: Application; readonly photos: readonly Blob[] };

export const photosOf = ({ photos: named }: Application): readonly Blob[] =>
  named.map(({ number }) => {
    const photo = photos.get(number);
    if (photo === undefined) throw new Error(`photo ${number} was not prepared`);
    return photo;
  });

/** Puts the door on the page; a page opened again after a crash goes on by itself. */
export function openDoor(page: Omit<BenchPage, "prepare">, ready?: Promise<unknown>): void {
  const prepare = async (count: number): Promise<void> => {
    await ready;
    await fetchPhotos(count);
  };
  globalThis.bench = { ...page, prepare };
  if (location.hash === "#resume") page.start();
}

async function fetchPhotos(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    photos.set(number, await (await fetch(`/photos/${number}.webp`)).blob());
  }
}

export async function gzip(bytes: Blob | string): Promise<Blob> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).blob();
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
