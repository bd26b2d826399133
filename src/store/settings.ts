/**
 * What must be known before the database is opened: the unlock screen's names, wrapped keys, wrong PINs, the device's
 * signing key. A small store of its own (idb-keyval), strict-durable: a lost wrap is a lost vault.
 */
import { clear, get, setMany } from "idb-keyval";
import type { UseStore } from "idb-keyval";
import type { Bytes } from "../base/bytes.ts";
import { storeTriesMax } from "../base/limits.ts";
import type { UnixMs } from "../base/clock.ts";
import type { PublicKeyBytes } from "../protocol/keys.ts";

/** A vault key under one officer's PIN, as crypto made it; plain data here. */
export type StoredWrap = {
  readonly version: 1;
  readonly kdf: { readonly memoryKib: number; readonly iterations: number; readonly parallelism: number };
  readonly salt: Bytes;
  readonly sealed: Bytes;
};

export type OfficerRecord = { readonly id: string; readonly name: string; readonly wrap: StoredWrap };

/** The vault's own key pair at rest. */
export type StoredVaultPair = {
  readonly algorithm: 17 | 18;
  readonly publicKey: PublicKeyBytes;
  readonly sealedPrivateKey: Bytes;
};

/** The living signing key: non-extractable, so scripts can use it and not read it. */
export type StoredSigningKey = {
  readonly algorithm: 1 | 2;
  readonly privateKey: CryptoKey;
  readonly publicKey: PublicKeyBytes;
};

export type WrongPins = { readonly count: number; readonly waitUntil: UnixMs };

export type SettingsShape = {
  /** Set once enrolment is complete: what the first screen says of this tablet. */
  readonly tablet: { readonly village: { readonly code: string; readonly text: string } };
  readonly officers: readonly OfficerRecord[];
  readonly wrongPins: WrongPins;
  /** The tablet is in a citizen's hands: whatever starts now shows the officer's PIN and nothing else. */
  readonly handedOver: boolean;
  /** What "Periksa tablet" found that only a trial can tell; travels with the device report. */
  readonly check: { readonly camera: boolean; readonly strictWrites: boolean };
  readonly signingKey: StoredSigningKey;
  readonly vaultPair: StoredVaultPair;
  /** The vault key between enrolment and the first officer, when nothing lies in the vault yet; then emptied. */
  readonly newVaultKey: Bytes;
};

export interface Settings {
  read<K extends keyof SettingsShape>(key: K): Promise<SettingsShape[K] | undefined>;
  /** All values together or none, durable when it resolves. */
  write(values: Partial<SettingsShape>): Promise<void>;
  clear(): Promise<void>;
}

const databaseName = "loket-settings";
const storeName = "settings";

/** The tablet's settings. Opening is lazy; nothing else of this room is loaded by it. */
export function openSettings(): Settings {
  const store = strictStore();
  return {
    read: (key) => get(key, store),
    write: (values) => setMany(Object.entries(values), store),
    clear: () => clear(store),
  };
}

/** Settings that live as long as the object. */
export function memorySettings(initial: Partial<SettingsShape> = {}): Settings {
  let values: Partial<SettingsShape> = { ...initial };
  return {
    read: (key) => Promise.resolve(values[key]),
    write: (more) => {
      values = { ...values, ...more };
      return Promise.resolve();
    },
    clear: () => {
      values = {};
      return Promise.resolve();
    },
  };
}

/**
 * idb-keyval's own store commits with relaxed durability, which means no fsync at all (failures F12). A connection that the
 * browser has closed, or a read that failed, is tried again on a new one (failures F19, F20). A damaged database comes back
 * empty then (failures F18): what must survive that lies outside, in journal and identity file.
 */
function strictStore(): UseStore {
  let opened: Promise<IDBDatabase> | undefined;
  const attempt: UseStore = async (mode, callback) => {
    const opening = (opened ??= openDatabase());
    // A disk without room lets nothing be opened: that must not be remembered when there is room again.
    opening.catch(() => {
      if (opened === opening) opened = undefined;
    });
    const transaction = (await opening).transaction(storeName, mode, { durability: "strict" });
    return callback(transaction.objectStore(storeName));
  };
  return async (mode, callback) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(mode, callback);
      } catch (error) {
        if (tries === storeTriesMax || isQuotaExceeded(error)) throw error;
        const broken = opened;
        opened = undefined;
        void broken?.then(
          (database) => database.close(),
          () => undefined,
        );
      }
    }
  };
}

function isQuotaExceeded(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  return new Promise((resolve, reject) => {
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("settings", "UnknownError"));
  });
}
