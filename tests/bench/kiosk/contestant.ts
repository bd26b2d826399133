/** What every form client of this bench can do: be prepared once, be walked into, be typed into, file. Knows nobody. */
import type { Page } from "playwright-core";
import type { Step } from "./walk.ts";

export type Opened = AsyncDisposable & {
  /** Where its server listens. */
  readonly port: number;
  /** The touches from its address to the first question; the last one is the question itself. */
  readonly way: readonly Step[];
  /** CSS of what tells one question from another, of the button that goes on, and of the text fields of the one-page form. */
  readonly shown: string;
  readonly next: string;
  readonly fields: string;
  /** CSS of things on the one-page form that are chosen by a touch. */
  readonly picks: string;
  /** First visit, until everything for a day without signal is on the disk. */
  prepare(page: Page, url: string): Promise<void>;
  /** From where `way` began: every question answered, the first one on the screen. */
  fillAll(page: Page): Promise<void>;
  /** From where going on ended, to all questions on one page, with their answers. */
  showAll(page: Page): Promise<void>;
  /** From a prepared start: files application `number` and is ready for the next. */
  fileOne(page: Page, number: number): Promise<void>;
  /** From its address to where `fileOne` begins. */
  enter(page: Page, url: string): Promise<void>;
};

export type Contestant = { readonly name: string; open(): Promise<Opened> };
