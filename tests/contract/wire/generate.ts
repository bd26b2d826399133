/**
 * Writes the frozen messages: `node tests/contract/wire/generate.ts [--replace] [--release]`. Missing ones are added;
 * one that differs is replaced with `--replace` only, and never once it is released. `--release` lists all as released.
 */
import {
  listFixtures,
  readFixture,
  readReleased,
  releasedName,
  sumOf,
  writeFixture,
  writeReleased,
} from "./fixtures.ts";
import { makeMessages } from "./messages.ts";
import { planFixtures } from "./plan.ts";

const replace = process.argv.includes("--replace");
const release = process.argv.includes("--release");

const messages = await makeMessages();
const plan = planFixtures(messages, { replace, released: new Set(readReleased().keys()), read: readFixture });
for (const { name, bytes } of plan.write) writeFixture(name, bytes);
for (const refusal of plan.refused) console.error(refusal);
console.log(`${plan.write.length} written, ${plan.refused.length} refused, ${listFixtures().length} in all`);

if (release && plan.refused.length === 0) {
  const fresh = messages.map(({ name, bytes }) => [releasedName(name), sumOf(bytes)] as const);
  writeReleased(new Map([...fresh, ...readReleased()].toSorted(([a], [b]) => a.localeCompare(b))));
}
process.exitCode = plan.refused.length === 0 ? 0 : 1;
