/** The office takes back what it certified, as its command does: another process on the same data folder. */
import { villageNumber } from "../../../src/domain/areas/areas.ts";
import { openRealDistrict } from "../../support/real-district.ts";
import { village } from "./district.ts";

/** Revokes every tablet of the village in the ledger of `folder`. */
export async function revokeTablets(folder: string): Promise<void> {
  const { district, close } = await openRealDistrict(folder);
  for (const { certificate } of district.ledger.state.certificatesOfVillage(villageNumber(village) ?? 0)) {
    const { serial } = certificate;
    await district.ledger.append({ kind: "revoked", serial, reason: "lost", held: [], at: Date.now() });
  }
  await close();
}
