/**
 * `LetterStore` over IndexedDB through Dexie, strict-durable (failures F12). Opened for each call and closed after it:
 * letters are rare, and a connection that the browser closes in between is nobody's trouble then (failures F19, F20).
 */
import type { Dexie, Table } from "dexie";
import type { LetterRow, LetterSettings, LetterStore } from "../letters.ts";
import { nextCount } from "../letters.ts";
import { guard } from "./dexie-database.ts";

const databaseName = "loket-letters";
const settingsKey = "settings";

type SettingsRow = { readonly key: string; readonly settings: LetterSettings };

export class DexieLetters implements LetterStore {
  all(): Promise<readonly LetterRow[]> {
    return open(({ letters }) => letters.toArray());
  }

  get(id: string): Promise<LetterRow | undefined> {
    return open(({ letters }) => letters.get(id));
  }

  add(letter: Omit<LetterRow, "count">): Promise<LetterRow> {
    return open(({ database, letters }) =>
      database.transaction("rw", letters, async () => {
        const kept = await letters.get(letter.id);
        if (kept) return kept;
        const row = { ...letter, count: nextCount(await letters.where("year").equals(letter.year).toArray(), letter) };
        await letters.add(row);
        return row;
      }),
    );
  }

  async put(rows: readonly LetterRow[]): Promise<void> {
    await open(({ letters }) => letters.bulkPut([...rows]));
  }

  async settings(): Promise<LetterSettings> {
    return (await open(({ settings }) => settings.get(settingsKey)))?.settings ?? {};
  }

  async keepSettings(settings: LetterSettings): Promise<void> {
    await open((tables) => tables.settings.put({ key: settingsKey, settings }));
  }
}

type Tables = {
  readonly database: Dexie;
  readonly letters: Table<LetterRow, string>;
  readonly settings: Table<SettingsRow, string>;
};

function open<T>(call: (tables: Tables) => PromiseLike<T>): Promise<T> {
  return guard(async () => {
    const { Dexie: Library } = await import("dexie");
    const database = new Library(databaseName, { chromeTransactionDurability: "strict" });
    database.version(1).stores({ letters: "id, year", settings: "key" });
    try {
      await database.open();
      return await call({ database, letters: database.table("letters"), settings: database.table("settings") });
    } finally {
      database.close();
    }
  });
}
