/** Into practice and out of it: each is another document, so that nothing of the one can be reached from the other. */
import { signal } from "@preact/signals";
import { practiceAddress } from "../platform/practice.ts";
import { worker } from "../platform/worker-bridge.ts";
import { readState, tablet } from "./tablet.ts";

/** Stands on the bar all the time: practice has nothing to hide, and giving the tablet back asks for it. */
export const practicePin = "246813";
const practiceOfficer = "Petugas Latihan";

/** True where this tablet has no forms to practise with. */
export const cannotPractise = signal(false);

/** Shuts the vault and begins a document that practises. */
export async function beginPractice(): Promise<void> {
  await worker().lock();
  location.replace(practiceAddress);
}

/** Begins the real tablet anew, at its lock. What was practised goes with this document's memory. */
export function endPractice(): void {
  location.replace("/");
}

/** The practice tablet gets its officer; false where there is nothing to practise with. */
export async function openPractice(): Promise<boolean> {
  if (tablet.value?.kind !== "no-vault") {
    cannotPractise.value = true;
    return false;
  }
  const made = await worker().createOfficer(practiceOfficer, practicePin);
  cannotPractise.value = !made.ok;
  await readState();
  return made.ok;
}
