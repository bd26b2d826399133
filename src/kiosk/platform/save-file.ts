/** Puts a file where people can carry it away: straight onto the stick where the browser may, else into its downloads. */
import { after } from "./ambient.ts";

/** "chosen": where the person said. "downloads": in the browser's folder. "cancelled": nowhere. */
export type SavedWhere = "chosen" | "downloads" | "cancelled";

type Picker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

/** A browser reads a downloaded address after the click; how long that takes nobody says. */
const addressLivesMs = 60_000;

/** Saves `file` under `name`. Never throws: a place that cannot be written is answered by a download. */
export async function saveFile(file: Blob, name: string): Promise<SavedWhere> {
  const picker = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (picker) {
    try {
      const chosen = await picker({ suggestedName: name });
      await file.stream().pipeTo(await chosen.createWritable());
      return "chosen";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "cancelled";
    }
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  after(addressLivesMs, () => URL.revokeObjectURL(address));
  return "downloads";
}
