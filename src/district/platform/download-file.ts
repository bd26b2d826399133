/** Puts bytes into the browser's downloads. */

/** A browser reads the address after the click; how long that takes nobody says. */
const addressLivesMs = 60_000;

export function downloadFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), addressLivesMs);
}
