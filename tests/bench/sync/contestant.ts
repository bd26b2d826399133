/** What the bench asks of everybody it compares, Loket included. Types only. */
import type { Page } from "playwright-core";
import type { Application, Work } from "./work.ts";

/** What a contestant's page puts on `globalThis`; called by the bench before and after a run, never during it. */
export type BenchPage = {
  /** Brings what filing needs to the page while there is a link: so many photos. */
  prepare?(photoCount: number): Promise<void>;
  /** Keeps the work on the tablet's disk, as filing without signal does. Gives what was kept, by name. */
  fill(applications: readonly Application[]): Promise<readonly string[]>;
  /** Sends, on and on, from now. */
  start(): void;
  /** Names of what the tablet would still send or send again, if the run went on. */
  kept(): Promise<readonly string[]>;
};

declare global {
  var bench: BenchPage | undefined;
}

export type Contestant = {
  readonly name: string;
  /** A new server on an empty disk, and pages for it. `folder` is the contestant's own until it is disposed of. */
  open(work: Work, folder: string): Promise<Opened>;
};

export type Opened = AsyncDisposable & {
  /** Where the server listens. */
  readonly port: number;
  /** Opens the tablet's page at `url` (the link's) so that `globalThis.bench` is there. */
  enter(page: Page, url: string): Promise<void>;
  /** After a crash of the browser: opens what a person would open, so that sending goes on by itself. */
  resume(page: Page, url: string): Promise<void>;
  /** Names of the applications the server holds, photos included, by the names `fill` gave. */
  held(): ReadonlySet<string>;
  /** Things stored once more than needed. */
  doubled(): Promise<number>;
};
