/**
 * The keyring: the district's keys, signed by the offline root that a tablet pins at enrolment. Its number only rises.
 * Under a superseded key receipts count until the tablet has the newer ring; under a revoked key never (DESIGN §6).
 */
import type { Bytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { asBytes, asBytesUpTo, asList, asListOf, asUint, encodeCbor, parseCbor } from "./cbor.ts";
import type { PublicKeyBytes } from "./keys.ts";
import { publicKeyBytesMax } from "./keys.ts";

const keyringVersion = 1;
export const keyringBytesMax = 16 * 1024;
const keysMax = 64;
const dictionariesMax = 256;

export const keyUses = { sign: 1, seal: 2 } as const;
export const keyStates = { active: 1, superseded: 2, revoked: 3 } as const;
export type KeyUse = keyof typeof keyUses;
export type KeyState = keyof typeof keyStates;

export type KeyringKey = {
  readonly use: KeyUse;
  readonly state: KeyState;
  readonly key: PublicKeyBytes;
  /** District time from which it counts, milliseconds. */
  readonly from: number;
};

export type Keyring = {
  readonly number: number;
  readonly keys: readonly KeyringKey[];
  /** SHA-256 of every released dictionary, by its number. */
  readonly dictionaries: readonly { readonly id: number; readonly hash: Bytes }[];
};

const USE_OF: ReadonlyMap<number, KeyUse> = new Map([
  [keyUses.sign, "sign"],
  [keyUses.seal, "seal"],
]);
const STATE_OF: ReadonlyMap<number, KeyState> = new Map([
  [keyStates.active, "active"],
  [keyStates.superseded, "superseded"],
  [keyStates.revoked, "revoked"],
]);

/** The body that the root signs under `tags.keyring`. */
export function encodeKeyring(keyring: Keyring): Bytes {
  return encodeCbor([
    keyringVersion,
    keyring.number,
    keyring.keys.map((key) => [keyUses[key.use], keyStates[key.state], key.key, key.from]),
    keyring.dictionaries.map((dictionary) => [dictionary.id, dictionary.hash]),
  ]);
}

/** Failure: `malformed`. A key of an unknown use or state reads as revoked: never trusted by mistake. */
export function parseKeyring(body: Uint8Array): Result<Keyring, "malformed"> {
  return parseCbor(body, (value) => {
    const [, number, keys, dictionaries] = asList(value, 4, "keyring");
    return {
      number: asUint(number, Number.MAX_SAFE_INTEGER, "keyring number"),
      keys: asListOf(keys, keysMax, "keys", (key) => {
        const [use, state, bytes, from] = asList(key, 4, "key");
        const knownUse = USE_OF.get(asUint(use, 255, "use"));
        return {
          use: knownUse ?? "sign",
          state: (knownUse && STATE_OF.get(asUint(state, 255, "state"))) ?? "revoked",
          key: asBytesUpTo(bytes, publicKeyBytesMax, "key"),
          from: asUint(from, Number.MAX_SAFE_INTEGER, "from"),
        };
      }),
      dictionaries: asListOf(dictionaries, dictionariesMax, "dictionaries", (dictionary) => {
        const [id, hash] = asList(dictionary, 2, "dictionary");
        return { id: asUint(id, 0xffff, "dictionary id"), hash: asBytes(hash, 32, "dictionary hash") };
      }),
    };
  });
}
