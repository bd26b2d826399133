/** The district has stored, the answer dies on the way: the tablet must not believe it, nor may sending again double it. */
import { expect, it } from "vitest";
import { Counter } from "./support/counter.ts";
import { fileApplication } from "./support/file-application.ts";
import { expectHeld, heldCount } from "./support/oracle.ts";
import { patience } from "./support/patience.ts";
import { visitOf } from "./support/people.ts";

// Failures F27.
it("an answer lost after the district stored the bundle doubles nothing", async () => {
  await using counter = await Counter.open();
  const { district, link, tablet } = counter;

  link.loseAnswers();
  const first = await fileApplication(tablet, visitOf("ktp-el-lost", 11));
  await expect.poll(() => heldCount(district), patience).toBe(1);
  await tablet.takeBack();
  await tablet.openOutbox();
  expect(await tablet.outboxStates()).toEqual(["saved"]);
  expect(link.answersLost).toBeGreaterThan(0);

  // Half an answer is no answer either.
  link.loseAnswers(200);
  const lostBefore = link.answersLost;
  await tablet.sendNow();
  await expect.poll(() => link.answersLost).toBeGreaterThan(lostBefore);
  expect(await tablet.outboxStates()).toEqual(["saved"]);

  link.pass();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(["complete"]);
  await expectHeld(district, { slips: [first.code] });
});
