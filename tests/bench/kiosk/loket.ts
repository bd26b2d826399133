/** Loket as villages have it: a real district, an enrolled tablet with an officer, locked with a PIN. */
import type { Page } from "playwright-core";
import { District } from "../../journey/support/district.ts";
import {
  beginApplication,
  handOver,
  progress,
  signAndSend,
  takePhotos,
} from "../../journey/support/file-application.ts";
import { fillDense } from "../../journey/support/fill-dense.ts";
import { visitOf } from "../../journey/support/people.ts";
import { Tablet, pin } from "../../journey/support/tablet.ts";
import type { Contestant } from "./contestant.ts";
import { makeVisit } from "./the-form.ts";
import type { Step } from "./walk.ts";

/** The memory of fifty applications is about photos and screens, not about the number of questions. */
const filedService = "ktp-el-lost";

export const loket: Contestant = {
  name: "loket",
  async open() {
    const district = await District.open();
    const unlock = async (page: Page, url: string): Promise<void> => {
      await page.goto(url);
      await tabletOn(page).unlock();
    };
    return {
      port: district.port,
      way: way(),
      shown: ".question-title, .ask-back",
      next: ".screen-footer .button-primary",
      fields: ".dense-form input.text-input",
      picks: ".dense-form .dense-field input[type=radio]",
      enter: unlock,
      async prepare(page, url) {
        const tablet = tabletOn(page);
        await tablet.open(url);
        await tablet.setUp(await district.issueCode());
        await tablet.keptForOffline();
      },
      async fillAll(page) {
        const tablet = tabletOn(page);
        await fillDense(tablet, makeVisit(1));
        await tablet.press("Kembali");
        await progress(page).waitFor();
      },
      async showAll(page) {
        const tablet = tabletOn(page);
        await tablet.press("Kembali");
        await tablet.press("Isi sekaligus");
        await page.locator(".dense-form").waitFor();
      },
      async fileOne(page, number) {
        const tablet = tabletOn(page);
        const visit = visitOf(filedService, number);
        await beginApplication(tablet, visit);
        await fillDense(tablet, visit);
        await takePhotos(tablet, visit);
        await handOver(tablet);
        await signAndSend(tablet);
        await tablet.takeBack();
      },
      [Symbol.asyncDispose]: () => district[Symbol.asyncDispose](),
    };
  },
};

/** PIN, "Permohonan baru", the cards to the birth certificate, "Mulai isi". */
function way(): readonly Step[] {
  const { service, config } = makeVisit(1);
  const event = config.lifeEvents.find(({ services }) => services.includes(service.id));
  if (event === undefined) throw new Error("no card leads to the form");
  return [
    ...[...pin].map((text): Step => ({ css: ".pin-pad .number-key", text })),
    { css: ".button-primary .button-words", text: "Permohonan baru" },
    { css: ".choice-card-title", text: event.label },
    { css: ".choice-card-title", text: service.label },
    { css: ".button-primary .button-words", text: "Mulai isi" },
    { css: ".progress-words" },
  ];
}

const tablets = new WeakMap<Page, Tablet>();

/** The same fingers all the time: two touches of two pairs of hands would come too quickly one after the other. */
function tabletOn(page: Page): Tablet {
  const tablet = tablets.get(page) ?? new Tablet(page);
  tablets.set(page, tablet);
  return tablet;
}
