/**
 * The officer on duty: the vault key in memory and what lies under it. Locked, nothing here can be read. The next call
 * after `lock` finds the key overwritten. Knows no draft and no screen.
 */
import type { Bytes } from "../base/bytes.ts";
import { toHex } from "../base/bytes.ts";
import { pinDigits } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import type { SealingKey } from "../crypto/sealing.ts";
import type { VaultKey, VaultPlace } from "../crypto/vault.ts";
import {
  makeVaultKey,
  moveVaultPair,
  openFromVault,
  openVaultPair,
  prepareVault,
  sealToVault,
  unwrapVaultKey,
  wrapVaultKey,
} from "../crypto/vault.ts";
import type { ContentValue } from "../protocol/envelope.ts";
import { packContent, unpackContent } from "../protocol/envelope.ts";
import { StoreFailure } from "../store/ports.ts";
import type { OfficerRecord, Settings, SettingsShape } from "../store/settings.ts";
import { afterWrongPin, noWrongPins, waitMs } from "./pin-delay.ts";
import type { OfficerName } from "./worker-api.ts";
import type { World } from "./world.ts";

const officerIdBytes = 8;
const officerNameLettersMax = 60;
const NO_DICTIONARY: Bytes = new Uint8Array(0);

/** The key to wrap, and what has to be written together with the first wrap. */
type NewVault = { readonly key: VaultKey; readonly firstWrites: Partial<SettingsShape> };

export class VaultSession {
  readonly #settings: Settings;
  readonly #world: Pick<World, "clock" | "random">;
  #open: { readonly key: VaultKey; readonly officer: OfficerName } | undefined;

  constructor(world: Pick<World, "settings" | "clock" | "random">) {
    this.#settings = world.settings;
    this.#world = world;
  }

  /** The officer on duty, or undefined while locked. */
  get officer(): OfficerName | undefined {
    return this.#open?.officer;
  }

  /** Names of all officers: the unlock screen shows them. */
  async officers(): Promise<readonly OfficerName[]> {
    return (await this.#officers()).map(({ id, name }) => ({ id, name }));
  }

  /** Milliseconds until the next PIN may be tried. */
  async waitMs(): Promise<number> {
    return waitMs((await this.#settings.read("wrongPins")) ?? noWrongPins, this.#world.clock.now());
  }

  /**
   * The first officer makes the vault; every further one is added while it is open. Opens it for the new officer.
   * Failures: `name-missing`, `pin-malformed`, `pin-check-missing`, `locked`, `vault-broken`, `storage-full`.
   */
  async createOfficer(name: string, pin: string): Promise<Result<OfficerName, string>> {
    const cleanName = name.trim().slice(0, officerNameLettersMax);
    if (cleanName === "") return err("name-missing");
    if (!isPin(pin)) return err("pin-malformed");
    const ready = await prepareVault();
    if (!ready.ok) return ready;
    const officers = await this.#officers();
    const vault = officers.length === 0 ? await this.#makeVault() : this.#openVault();
    if (!vault.ok) return vault;
    const { key, firstWrites } = vault.value;
    const wrap = await wrapVaultKey(key, { pin }, this.#world.random);
    const officer = { id: toHex(this.#world.random.bytes(officerIdBytes)), name: cleanName };
    const kept = await this.#keep({ ...firstWrites, officers: [...officers, { ...officer, wrap }] });
    if (!kept.ok) return kept;
    this.#open = { key, officer };
    return ok(officer);
  }

  /**
   * Failures: `pin-wrong`, `wait` (detail = milliseconds), `unknown-officer`, `wrap-damaged`, `pin-check-missing`, and
   * `storage-full`: a try that cannot be counted on the disk is none.
   */
  async unlock(officerId: string, pin: string): Promise<Result<OfficerName, string>> {
    const key = await this.#tryPin(officerId, pin);
    if (!key.ok) return key;
    this.#open = { key: key.value.key, officer: key.value.officer };
    return ok(key.value.officer);
  }

  /** Whether this is the PIN of the officer on duty. Counts wrong ones like `unlock`. Failure also: `locked`. */
  async checkPin(pin: string): Promise<Result<true, string>> {
    if (!this.#open) return err("locked");
    const key = await this.#tryPin(this.#open.officer.id, pin);
    return key.ok ? ok(true) : key;
  }

  lock(): void {
    this.#open?.key.fill(0);
    this.#open = undefined;
  }

  /** Packs and encrypts something for this tablet's own eyes. Failure: `locked`. */
  async seal(place: VaultPlace, value: ContentValue): Promise<Result<Bytes, "locked">> {
    const key = this.#keyOrLocked();
    if (!key.ok) return key;
    return ok(await sealToVault(key.value, place, packContent(value, NO_DICTIONARY), this.#world.random));
  }

  /** Failures: `locked`, `vault-broken`. */
  async unseal(place: VaultPlace, sealed: Bytes): Promise<Result<unknown, "locked" | "vault-broken">> {
    const key = this.#keyOrLocked();
    if (!key.ok) return key;
    const opened = await openFromVault(key.value, place, sealed);
    if (!opened.ok) return opened;
    const content = unpackContent(opened.value, NO_DICTIONARY);
    return content.ok ? content : err("vault-broken");
  }

  /** The vault's own key, for what the district sealed to it. Failures: `locked`, `vault-broken`. */
  async vaultKeyPair(): Promise<Result<SealingKey, "locked" | "vault-broken">> {
    const key = this.#keyOrLocked();
    if (!key.ok) return key;
    const pair = await this.#settings.read("vaultPair");
    return pair ? openVaultPair(key.value, pair) : err("vault-broken");
  }

  /**
   * A fresh vault key; the key pair of enrolment moves under it, so that the key that lay on the disk until now opens
   * nothing any more. The fresh one never lies there unwrapped.
   */
  async #makeVault(): Promise<Result<NewVault, "vault-broken">> {
    const enrolmentKey = await this.#settings.read("newVaultKey");
    const pair = await this.#settings.read("vaultPair");
    if (!enrolmentKey || enrolmentKey.byteLength === 0 || !pair) return err("vault-broken");
    const key = makeVaultKey(this.#world.random);
    const moved = await moveVaultPair(enrolmentKey, key, pair, this.#world.random);
    return moved.ok ? ok({ key, firstWrites: { vaultPair: moved.value, newVaultKey: new Uint8Array(0) } }) : moved;
  }

  #openVault(): Result<NewVault, "locked"> {
    const key = this.#keyOrLocked();
    return key.ok ? ok({ key: key.value, firstWrites: {} }) : key;
  }

  async #tryPin(
    officerId: string,
    pin: string,
  ): Promise<Result<{ readonly key: VaultKey; readonly officer: OfficerName }, string>> {
    const wait = await this.waitMs();
    if (wait > 0) return err("wait", String(wait));
    const record = (await this.#officers()).find((officer) => officer.id === officerId);
    if (!record) return err("unknown-officer");
    // Asked for before the try is counted: a PIN that could not be checked was not wrong.
    const ready = await prepareVault();
    if (!ready.ok) return ready;
    // Counted before it is tried: pulling the plug after a wrong PIN must not give the try back.
    const before = (await this.#settings.read("wrongPins")) ?? noWrongPins;
    const after = afterWrongPin(before, this.#world.clock.now());
    const counted = await this.#keep({ wrongPins: after });
    if (!counted.ok) return counted;
    const key = await unwrapVaultKey(record.wrap, { pin });
    if (!key.ok) return after.waitUntil > 0 ? err("wait", String(await this.waitMs())) : key;
    // A disk that got full in between keeps the try: the next pause comes sooner, and a right PIN opens all the same.
    await this.#keep({ wrongPins: noWrongPins });
    return ok({ key: key.value, officer: { id: record.id, name: record.name } });
  }

  async #keep(values: Partial<SettingsShape>): Promise<Result<true, "storage-full">> {
    try {
      await this.#settings.write(values);
      return ok(true);
    } catch (error) {
      if (error instanceof StoreFailure && error.code === "storage-full") return err("storage-full");
      throw error;
    }
  }

  #keyOrLocked(): Result<VaultKey, "locked"> {
    return this.#open ? ok(this.#open.key) : err("locked");
  }

  async #officers(): Promise<readonly OfficerRecord[]> {
    return (await this.#settings.read("officers")) ?? [];
  }
}

function isPin(pin: string): boolean {
  return pin.length === pinDigits && /^\d+$/.test(pin);
}
