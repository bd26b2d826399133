/** SurveyJS with the same questions: its page is at its first question as soon as it has loaded. */
import type { Page } from "playwright-core";
import { makeVisit, today } from "./the-form.ts";
import type { Contestant } from "./contestant.ts";
import { servePeer } from "./serve-peer.ts";
import { surveyAnswers, surveyJson } from "./survey-json.ts";

const question = ".sd-question .sd-element__title";

export const surveyjs: Contestant = {
  name: "surveyjs",
  async open() {
    const served = await servePeer("surveyjs", surveyJson(makeVisit(1), today));
    const enter = async (page: Page, url: string): Promise<void> => {
      await page.goto(url);
      await page.locator(question).first().waitFor();
    };
    const fill = (page: Page): Promise<void> =>
      page.evaluate((answers) => globalThis.peer.fill(answers), surveyAnswers(makeVisit(1), today));
    return {
      port: served.port,
      way: [{ css: question }],
      shown: question,
      next: ".sd-navigation__next-btn",
      fields: ".sd-question input.sd-input[type=text], .sd-question input.sd-text:not([type])",
      picks: ".sd-item",
      enter,
      async prepare(page, url) {
        await enter(page, url);
        await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
      },
      fillAll: fill,
      async showAll(page) {
        const url = new URL(page.url());
        url.hash = "all";
        await page.goto(url.href);
        await page.reload();
        await page.locator(question).nth(10).waitFor();
        await fill(page);
      },
      fileOne: (page, number) =>
        page.evaluate((answers) => globalThis.peer.fileOne(answers), surveyAnswers(makeVisit(number), today)),
      [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
    };
  },
};

declare global {
  /** Of the peer's own page. */
  var peer: {
    fileOne(answers: Readonly<Record<string, unknown>>): Promise<void>;
    fill(answers: Readonly<Record<string, unknown>>): void;
  };
}
