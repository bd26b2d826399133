/** A trained officer fills a form on one page, from the middle of the questions, and files the very same application. */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fillDense } from "./support/fill-dense.ts";
import {
  answerQuestions,
  beginApplication,
  handOver,
  progress,
  signAndSend,
  takePhotos,
} from "./support/file-application.ts";
import { expectHeld, expectSaid } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

it("a form begun question by question is finished on one page, and back and forth loses nothing", async () => {
  await using counter = await Counter.open();
  const { district, tablet } = counter;
  const visit = visitOf("birth-certificate", 61, { "parents.known": true, "parents.marriage-proof": "2" });
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit, { stopAt: "reporter.kk" });
  await tablet.press("Isi sekaligus");
  // Nothing goes on while something is missing: the page says so, and how much.
  await tablet.press("Lanjut");
  await tablet.alert().getByText("Masih ada isian yang belum beres").waitFor();
  await tablet.press("Satu per satu");
  await progress(tablet.page).waitFor();
  await fillDense(tablet, visit);
  await takePhotos(tablet, visit);
  await handOver(tablet);
  const slip = await signAndSend(tablet);
  await tablet.takeBack();
  await tablet.openOutbox();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [slip.code] });
  await expectSaid(district, slip.code, visit);
});
