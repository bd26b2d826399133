/** A colleague of the same office, added by an officer on duty. */
import type { JSX } from "preact";
import { go } from "../../session/route.ts";
import { readState } from "../../session/tablet.ts";
import { NewOfficer } from "./new-officer.tsx";

export function AddOfficerScreen(): JSX.Element {
  const done = async (): Promise<void> => {
    await readState();
    go({ name: "home" });
  };
  return <NewOfficer eyebrow="Tambah petugas" onBack={() => go({ name: "tools" })} onDone={() => void done()} />;
}
