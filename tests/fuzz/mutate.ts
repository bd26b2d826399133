/** Bytes made wrong: at random, or in what they say while they stay well-formed. Knows no message of ours. */
import { decode, encode, rfc8949EncodeOptions } from "cborg";
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, copyBytes } from "../../src/base/bytes.ts";
import type { Prng } from "../simulation/prng.ts";

const editsMax = 4;
const mutantBytesMax = 256 * 1024;
/** Lengths and numbers that parsers forget. */
const edges = [0, 1, 23, 24, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1];

/** A few changes of bytes, wherever they fall. `others` are what parts are borrowed from. */
export function mutateBytes(bytes: Uint8Array, chance: Prng, others: readonly Uint8Array[]): Bytes {
  let mutant = copyBytes(bytes);
  for (let edits = 1 + chance.int(editsMax); edits > 0; edits -= 1) mutant = editBytes(mutant, chance, others);
  return mutant;
}

function editBytes(bytes: Bytes, chance: Prng, others: readonly Uint8Array[]): Bytes {
  const at = chance.int(bytes.byteLength + 1);
  const end = Math.min(bytes.byteLength, at + chance.int(64));
  switch (chance.int(7)) {
    case 0:
      return at < bytes.byteLength ? bytes.with(at, (bytes[at] ?? 0) ^ (1 << chance.int(8))) : bytes;
    case 1:
      return bytes.slice(0, at);
    case 2:
      return concatBytes(bytes.slice(0, at), chance.bytes(1 + chance.int(16)), bytes.slice(at));
    case 3:
      return concatBytes(bytes.slice(0, at), bytes.slice(end));
    case 4:
      return concatBytes(bytes.slice(0, end), bytes.slice(at));
    case 5: {
      const other = others.length > 0 ? chance.pick(others) : bytes;
      const from = chance.int(other.byteLength + 1);
      return concatBytes(bytes.slice(0, at), copyBytes(other.slice(from, from + chance.int(256))), bytes.slice(end));
    }
    default:
      // A CBOR head that promises much.
      return concatBytes(
        bytes.slice(0, at),
        Uint8Array.of((chance.int(8) << 5) | (24 + chance.int(8))),
        chance.bytes(chance.int(9)),
        bytes.slice(end),
      );
  }
}

/** Canonical CBOR that says something else in one or two places; bytes that are no CBOR are changed as bytes. */
export function mutateCbor(bytes: Uint8Array, chance: Prng, others: readonly Uint8Array[] = []): Bytes {
  const value = tryDecode(bytes);
  if (value === undefined) return mutateBytes(bytes, chance, others);
  const once = mutateValue(value, chance);
  return tryEncode(chance.chance(0.3) ? mutateValue(once, chance) : once) ?? mutateBytes(bytes, chance, others);
}

function tryDecode(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { useMaps: true });
  } catch {
    return undefined;
  }
}

function tryEncode(value: unknown): Bytes | undefined {
  try {
    return copyBytes(encode(value, rfc8949EncodeOptions));
  } catch {
    // A number no canonical CBOR of ours can say.
    return undefined;
  }
}

/** Changes something in `value`: itself, or what is inside. Bytes may be CBOR again. */
function mutateValue(value: unknown, chance: Prng): unknown {
  if (chance.chance(0.15)) return strangeValue(chance);
  if (Array.isArray(value) && value.length > 0) return mutateList(value, chance);
  if (value instanceof Map && value.size > 0) return mutateMap(value, chance);
  if (value instanceof Uint8Array) {
    if (value.byteLength > 2 && chance.chance(0.5)) {
      const inner = tryDecode(value);
      if (typeof inner === "object" && inner !== null) return tryEncode(mutateValue(inner, chance)) ?? value;
    }
    return mutateBytes(value, chance, []);
  }
  if (typeof value === "number") return chance.chance(0.5) ? chance.pick(edges) : value + chance.int(3) - 1;
  if (typeof value === "string") return chance.pick(["", `${value}${value}`, "\u0000", "__proto__", "😀".repeat(3000)]);
  return strangeValue(chance);
}

function mutateList(list: readonly unknown[], chance: Prng): unknown {
  const at = chance.int(list.length);
  switch (chance.int(6)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, list[at]);
    case 2:
      return Array.from({ length: Math.min(chance.pick([2, 40, 600, 5000]), roomFor(list[at])) }, () => list[at]);
    default:
      return list.with(at, mutateValue(list[at], chance));
  }
}

/** Copies of a value that stay within what anybody would send: the generator's memory is not what is tested. */
function roomFor(value: unknown): number {
  const size = tryEncode(value)?.byteLength ?? mutantBytesMax;
  return Math.ceil(mutantBytesMax / Math.max(1, size));
}

function mutateMap(map: ReadonlyMap<unknown, unknown>, chance: Prng): unknown {
  const mutant = new Map(map);
  const key = chance.pick([...map.keys()]);
  switch (chance.int(5)) {
    case 0:
      mutant.delete(key);
      break;
    case 1:
      mutant.set(chance.pick([0, 1, 99, 2 ** 31, "__proto__", "x"]), strangeValue(chance));
      break;
    default:
      mutant.set(key, mutateValue(map.get(key), chance));
  }
  return mutant;
}

function strangeValue(chance: Prng): unknown {
  switch (chance.int(9)) {
    case 0:
      return null;
    case 1:
      return chance.chance(0.5);
    case 2:
      return chance.pick(edges);
    case 3:
      return chance.bytes(chance.pick([0, 1, 8, 16, 32, 33, 64, 4096]));
    case 4:
      return new Uint8Array(chance.pick([8, 16, 32, 64]));
    case 5:
      return "x".repeat(chance.pick([0, 1, 200, 70_000]));
    case 6:
      return Array.from({ length: chance.pick([0, 3, 5000]) }, () => 0);
    case 7:
      return nested(chance.pick([3, 200, 3000]));
    default:
      return new Map([["__proto__", new Map([["isAdmin", true]])]]);
  }
}

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let at = 0; at < depth; at += 1) value = [value];
  return value;
}
