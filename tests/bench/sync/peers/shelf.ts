/**
 * Where a peer's server keeps things: one file, synced before it says that anything is held. Tells the bench, on standard
 * output, when an application is whole. Knows no protocol.
 */
import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Application } from "../work.ts";

/** What is kept under one name. */
export type Kept = { readonly name: string; readonly bytes: Buffer };

export class Shelf {
  readonly #file: number;
  readonly #stored = new Set<string>();
  readonly #photosOf = new Map<string, readonly string[]>();
  readonly #told = new Set<string>();

  constructor(folder: string) {
    this.#file = openSync(join(folder, "shelf"), "a");
  }

  /** Stores these, durably and together. What is named as a thing that is there already counts as doubled. */
  keep(things: readonly Kept[]): void {
    for (const { name, bytes } of things) {
      writeSync(this.#file, `${name} ${bytes.byteLength}\n`);
      writeSync(this.#file, new Uint8Array(bytes));
    }
    fdatasyncSync(this.#file);
    this.note(things);
  }

  /** As {@link keep}, of what somebody else has stored and synced. */
  note(things: readonly Kept[]): void {
    for (const { name, bytes } of things) {
      if (this.#stored.has(name)) say({ doubled: name });
      this.#stored.add(name);
      if (!name.includes("/")) this.#photosOf.set(name, photosOf(name, bytes));
    }
    for (const [id, photos] of this.#photosOf) {
      if (this.#told.has(id) || !photos.every((photo) => this.#stored.has(photo))) continue;
      this.#told.add(id);
      say({ held: id });
    }
  }

  has(name: string): boolean {
    return this.#stored.has(name);
  }
}

/** The name of a photo among what is kept. */
export const photoName = (id: string, number: number): string => `${id}/${number}`;

export function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function photosOf(id: string, bytes: Buffer): readonly string[] {
  const { photos }: Application = JSON.parse(bytes.toString());
  return photos.map(({ number }) => photoName(id, number));
}
