/** The first officer of a tablet: makes the vault. */
import type { JSX } from "preact";
import { go } from "../../session/route.ts";
import { readState } from "../../session/tablet.ts";
import { NewOfficer } from "./new-officer.tsx";

export function FirstOfficerScreen(): JSX.Element {
  const done = async (): Promise<void> => {
    await readState();
    go({ name: "home" });
  };
  return <NewOfficer eyebrow="Petugas pertama di tablet ini" onDone={() => void done()} />;
}
