/** Where the frozen messages lie: one file of hex per message and version, and the list of those that are released. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { definite } from "../../../src/base/assert.ts";
import type { Bytes } from "../../../src/base/bytes.ts";
import { fromHex, toHex } from "../../../src/base/bytes.ts";
import { wireVersion } from "../../../src/protocol/bundle.ts";

const folder = new URL(`./v${wireVersion}/`, import.meta.url);
const releasedFile = new URL("./released.txt", import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}.hex`, folder);

/** Names of all fixtures of this version. */
export function listFixtures(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => file.replace(/\.hex$/, ""));
}

/** The frozen bytes, or undefined when the message was never frozen. */
export function readFixture(name: string): Bytes | undefined {
  if (!existsSync(fileOf(name))) return undefined;
  return definite(fromHex(readFileSync(fileOf(name), "utf8").replaceAll(/\s/g, "")), `${name}.hex is hex`);
}

/** Lines of 100 characters, so that a difference can be seen. */
export function writeFixture(name: string, bytes: Bytes): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), `${(toHex(bytes).match(/.{1,100}/g) ?? []).join("\n")}\n`);
}

/** Released messages, and the SHA-256 each had when it was released. They never change again. */
export function readReleased(): ReadonlyMap<string, string> {
  if (!existsSync(releasedFile)) return new Map();
  const lines = readFileSync(releasedFile, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Adds lines only; what stands there stays. */
export function writeReleased(released: ReadonlyMap<string, string>): void {
  writeFileSync(releasedFile, [...released].map(([name, sum]) => `${sum}  ${name}\n`).join(""));
}

/** The name a message has in the released list: its version is part of it. */
export const releasedName = (name: string): string => `v${wireVersion}/${name}`;

/** Lower-case hex SHA-256. */
export const sumOf = (bytes: Bytes): string => createHash("sha256").update(bytes).digest("hex");
