/**
 * A tablet whose browser files were damaged while it was off (failures F18, §5f), as an officer meets it: never greeted as
 * new, everything that was shown as saved is there, the district is told, and it all arrives.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { District } from "../journey/support/district.ts";
import { Link } from "../journey/support/link.ts";
import { patience } from "../journey/support/patience.ts";
import type { Tablet } from "../journey/support/tablet.ts";
import { makePrng } from "../simulation/prng.ts";
import type { Backend } from "./chaos-tablet.ts";
import { ChaosTablet, backends } from "./chaos-tablet.ts";
import type { Damage } from "./damage.ts";
import { damageFiles, damagesOf } from "./damage.ts";
import { drawErrand } from "./errands.ts";

const filed = 4;
/** With every run of the tests; the others belong to the long one. */
const always: ReadonlySet<string> = new Set(["log garbled", "log cut", "-wal lost"]);
const isLong = process.env["LOKET_LONG"] === "1";

const root = mkdtempSync(join(tmpdir(), "loket-damage-"));
let district: District;
let link: Link;

beforeAll(async () => {
  district = await District.open();
  link = await Link.open(district);
});

afterAll(async () => {
  await link[Symbol.asyncDispose]();
  await district[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

describe.each(backends)("on %s", (backend) => {
  const sound = join(root, backend);
  let slips: readonly string[];

  beforeAll(async () => {
    slips = await fileWithoutSignal(sound, backend);
  });

  it.each(damagesOf[backend].filter(({ name }) => name !== "table lost" && (isLong || always.has(name))))(
    "$name",
    async (damage) => {
      const profile = join(root, `${backend} ${damage.name}`);
      // Without the mark of the browser that was killed: it belongs to that folder.
      cpSync(sound, profile, { recursive: true, filter: (path) => !basename(path).startsWith("Singleton") });
      expect(await recover(profile, backend, damage, slips)).toEqual(slips);
    },
  );
});

/** A tablet with some applications that nobody has heard of, killed. Gives their slip codes. */
async function fileWithoutSignal(profile: string, backend: Backend): Promise<readonly string[]> {
  const chance = makePrng(1, backend);
  await using tablet = new ChaosTablet({ profile, backend, url: link.url, onShown: () => undefined });
  link.pass();
  await tablet.setUp(await district.issueCode());
  link.refuse();
  const slips: string[] = [];
  for (let citizen = 0; citizen < filed; citizen += 1) {
    const slip = await tablet.file(drawErrand(chance, Date.now()));
    if (!slip.ok) throw new Error(`not filed: ${slip.code}`);
    slips.push(slip.value);
  }
  return slips.toSorted();
}

/** Gives the slip codes of these applications that the district holds in the end. */
async function recover(
  profile: string,
  backend: Backend,
  damage: Damage,
  slips: readonly string[],
): Promise<readonly string[]> {
  link.refuse();
  if (!damageFiles(profile, damage, makePrng(2, damage.name))) throw new Error("there was nothing to damage");
  await using damaged = new ChaosTablet({ profile, backend, url: link.url, onShown: () => undefined });
  await damaged.start();
  const { tablet } = damaged;
  const { status } = await damaged.standing();
  expect(status).toMatchObject({ unreceipted: slips.length });
  await expect.poll(async () => codesOf(await tablet.outboxRows()), patience).toEqual(slips);
  expect(await tablet.outboxStates()).not.toContain("complete");

  link.pass();
  await tablet.goHome();
  if (await tablet.button("Daftarkan ulang").isVisible()) await enrolAgain(tablet);
  await tablet.openOutbox();
  await tablet.sendNow();
  await expect.poll(() => tablet.outboxStates(), patience).toEqual(slips.map(() => "complete"));
  const held = (await district.exported()).cases.map(({ slipCode }) => slipCode);
  return held.filter((code) => slips.includes(code)).toSorted();
}

const codesOf = (rows: readonly { readonly code: string }[]): readonly string[] =>
  rows.map(({ code }) => code).toSorted();

/** The tablet lost its key and goes on with a new one. */
async function enrolAgain(tablet: Tablet): Promise<void> {
  await tablet.press("Daftarkan ulang");
  await tablet.typeCode(await district.issueCode());
  await tablet.title("Periksa tablet").waitFor();
  await tablet.press("Lanjut");
  await tablet.home();
}
