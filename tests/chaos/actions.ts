/** What may happen in the chaos of a run: each action with how often it is drawn. Judges nothing. */
import { setTimeout as sleep } from "node:timers/promises";
import { definite } from "../../src/base/assert.ts";
import type { Result } from "../../src/base/result.ts";
import { pagesOf, requirementsFor } from "../../src/domain/catalogue/requirements.ts";
import { dateInJakarta } from "../../src/domain/date/civil-date.ts";
import type { Mendable } from "../../src/worker/worker-api.ts";
import { fileApplication } from "../journey/support/file-application.ts";
import { visitOf } from "../journey/support/people.ts";
import type { Prng } from "../simulation/prng.ts";
import { damageProfile } from "./damage.ts";
import { drawErrand } from "./errands.ts";
import { drawWeather } from "./weather.ts";
import type { World } from "./world.ts";

export type Action = {
  readonly name: string;
  /** Drawn that often, beside the others. */
  readonly weight: number;
  /** Only in runs of more than a few minutes. */
  readonly isSlow?: true;
  run(world: World): Promise<void>;
};

const kib = 1024;
/** A question with a free text, asked in every application of that service. */
const correctable = { serviceId: "ktp-el-lost", question: "loss.place" } as const;
/** About how long an application takes by hand. */
const byHandMs = 12_000;
/** A new version that has not come by then is on a bad link. */
const offerMs = 20_000;

/** One citizen at the counter; resolves with what the tablet said, or that it died over it. */
export async function fileOne(world: World): Promise<string> {
  const { chance, tablet, oracle } = world;
  const errand = drawErrand(chance, Date.now());
  oracle.attempted({ draftId: errand.draftId, answers: errand.answers, photos: errand.photos.length });
  const inSecondTab = tablet.hasSecondTab && chance.chance(0.3);
  const filed = await tablet.file(errand, inSecondTab);
  return filed.ok ? filed.value : filed.code;
}

async function fileSome(world: World): Promise<void> {
  const count = 1 + world.chance.int(4);
  for (let at = 0; at < count; at += 1) world.log(`filed ${await fileOne(world)}`);
}

/** The power goes while an application is on its way to the disk, or a moment after the screen said "tersimpan". */
async function killWhileFiling(world: World): Promise<void> {
  const isAfterShown = world.chance.chance(0.5);
  const waitMs = isAfterShown ? world.chance.between(0, 20) : world.chance.between(0, 600);
  const filing = fileOne(world).catch(() => "died");
  if (isAfterShown) await world.nextShown(5_000);
  await sleep(waitMs);
  await world.killBrowser();
  world.log(`killed ${Math.round(waitMs)} ms after ${isAfterShown ? "shown" : "begun"}: ${await filing}`);
}

/** On the screens a citizen sees, from "Permohonan baru" to the slip; now and then the power goes in between. */
async function fileByHand(world: World): Promise<void> {
  const { tablet } = world.tablet;
  const visit = visitOf("ktp-el-lost", 1 + world.chance.int(1_000_000));
  const { service, answers } = visit;
  const photos = requirementsFor(service, answers, dateInJakarta(Date.now())).filter(
    ({ capture }) => capture === "photo",
  );
  world.oracle.attempted({ draftId: "by hand", answers, photos: photos.reduce((sum, each) => sum + pagesOf(each), 0) });
  const isCut = world.chance.chance(0.3);
  const filing = (async () => {
    await tablet.goHome();
    const slip = await fileApplication(tablet, visit);
    world.shown({ code: slip.code, kind: "application", state: "saved" });
    if (!isCut) await tablet.takeBack();
    return slip.code;
  })();
  if (!isCut) {
    world.log(`filed ${await filing} by hand`);
    return tablet.openOutbox();
  }
  filing.catch(() => undefined);
  await Promise.race([filing.catch(() => undefined), sleep(world.chance.between(0, byHandMs))]);
  return world.killBrowser();
}

/** A disk with no room, somewhere between nothing and a few megabytes above what is used. */
async function fileWithoutRoom(world: World): Promise<void> {
  const { chance, tablet } = world;
  const quota = Math.floor(64 * kib * 2 ** chance.between(0, 8));
  world.counts["quota episodes"] += 1;
  await tablet.withQuota(quota, async () => {
    for (let at = 0; at < 3; at += 1) world.log(`with ${Math.round(quota / kib)} KB: ${await fileOne(world)}`);
  });
}

/** The officer withdraws something that is on the screen. */
async function withdrawOne(world: World): Promise<void> {
  const { outbox } = await world.tablet.standing();
  const open = outbox.filter(({ kind, stage }) => kind === "application" && (stage ?? "received") === "received");
  const withdrawn = new Set(outbox.filter(({ kind }) => kind === "withdrawal").map(({ slipCode }) => slipCode));
  const left = open.filter(({ slipCode }) => !withdrawn.has(slipCode));
  if (left.length === 0) return;
  const { applicationId, slipCode } = world.chance.pick(left);
  const done = await world.tablet.ask("withdraw", applicationId, "Salah orang");
  world.log(`withdrawing ${slipCode}: ${JSON.stringify(done).slice(0, 40)}`);
}

/** "Ada yang salah", about something whose copy still lies under the vault. */
async function correctOne(world: World): Promise<void> {
  const mendable = (await world.tablet.ask("mendable")) as Result<readonly Mendable[], string>;
  const known = mendable.ok ? mendable.value.filter(({ serviceId }) => serviceId === correctable.serviceId) : [];
  if (known.length === 0) return;
  const { applicationId, slipCode } = world.chance.pick(known);
  const place = `Terminal ${world.chance.int(1_000_000)}`;
  const filed = await world.tablet.correct(applicationId, correctable.question, place);
  world.log(`correcting ${slipCode}: ${filed.ok ? filed.value : filed.code}`);
}

/** The new version is looked for as the browser does once a day, and taken where it has come. */
async function deploy(world: World): Promise<void> {
  await world.deployOther();
  const { tablet } = world.tablet;
  await tablet.goHome();
  await tablet.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
  });
  const offer = tablet.button("Pasang versi baru");
  const isOffered = await offer.waitFor({ timeout: offerMs }).then(
    () => true,
    () => false,
  );
  world.log(`new version served, ${isOffered ? "offered" : "not seen yet"}`);
  if (!isOffered) return tablet.openOutbox();
  await tablet.tap(offer);
  await sleep(world.chance.between(0, 2_000));
  return world.tablet.reload();
}

/** The desk says so when the server is away, and decides tomorrow. */
async function decide({ staff, log }: World): Promise<void> {
  log(`staff: ${await staff.decide().catch((error: unknown) => String(error))}`);
}

async function damage(world: World): Promise<void> {
  await world.killBrowser();
  const done = damageProfile(world.profile, world.backend, world.chance);
  world.log(`damage: ${done ?? "nothing to damage"}`);
  if (done !== undefined) world.counts.damages += 1;
}

async function endSomeWorker(world: World): Promise<void> {
  world.counts["workers stopped"] += 1;
  if (world.chance.chance(0.5)) return world.tablet.endServiceWorker();
  const filing = fileOne(world).catch(() => "died");
  await sleep(world.chance.between(0, 300));
  await world.tablet.endWorker();
  // Nobody answers that call any more; the page is begun anew.
  void filing;
  return world.tablet.reload();
}

/** What is drawn while a run is in chaos. */
export const actions: readonly Action[] = [
  { name: "file", weight: 30, run: fileSome },
  { name: "file by hand", weight: 2, run: fileByHand },
  { name: "kill while filing", weight: 10, run: killWhileFiling },
  { name: "kill browser", weight: 3, run: (world) => world.killBrowser() },
  { name: "kill server", weight: 8, run: (world) => killServer(world, 3_000) },
  { name: "kill both", weight: 3, run: killBoth },
  { name: "weather", weight: 15, run: async (world) => world.setWeather(drawWeather(world.chance)) },
  { name: "no room", weight: 3, run: fileWithoutRoom },
  { name: "damage", weight: 3, run: damage },
  { name: "end worker", weight: 4, run: endSomeWorker },
  { name: "second tab", weight: 3, run: (world) => world.tablet.toggleSecondTab() },
  { name: "withdraw", weight: 2, run: withdrawOne },
  { name: "correct", weight: 4, run: correctOne },
  { name: "decide", weight: 5, run: decide },
  { name: "deploy", weight: 1, isSlow: true, run: deploy },
];

/** One of them, by weight. */
export function drawAction(chance: Prng, isLong: boolean): Action {
  const possible = actions.filter((action) => isLong || action.isSlow !== true);
  let left = chance.fraction() * possible.reduce((sum, { weight }) => sum + weight, 0);
  for (const action of possible) {
    left -= action.weight;
    if (left < 0) return action;
  }
  return definite(possible.at(-1), "an action");
}

async function killServer(world: World, awayMsMax: number): Promise<void> {
  await world.killServer();
  world.restartServer(world.chance.between(0, awayMsMax));
}

async function killBoth(world: World): Promise<void> {
  const filing = fileOne(world).catch(() => "died");
  await sleep(world.chance.between(0, 400));
  await Promise.all([world.killServer(), world.killBrowser()]);
  await filing;
  world.restartServer(world.chance.between(0, 1_000));
}
