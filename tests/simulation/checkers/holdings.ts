/** What a checker may ask the simulated office and tablets: committed rows and whole blobs, read behind everybody's back. */
import { look } from "../databases.ts";
import type { Auditor } from "../auditor.ts";
import type { SimDistrict } from "../sim-district.ts";
import type { SimTablet } from "../sim-tablet.ts";
import type { Visit } from "../people.ts";

export type Checked = {
  readonly auditor: Auditor;
  readonly office: SimDistrict;
  readonly tablets: readonly SimTablet[];
  readonly visits: readonly Visit[];
};

export type HeldEntry = {
  readonly digest: string;
  readonly state: string;
  readonly intake: number;
  readonly standing: string;
  readonly applicationId: string;
  readonly kind: string;
  readonly base: string;
  /** Why it was set aside; empty when it was not. */
  readonly reason: string;
};

/** Every row of the office's inbox. */
export function heldEntries(office: SimDistrict): readonly HeldEntry[] {
  return look(
    office.storage.database,
    "SELECT lower(hex(digest)) AS digest, state, intake, standing, lower(hex(application_id)) AS applicationId, kind, lower(hex(base)) AS base, reason FROM entries",
  )
    .all()
    .map((row) => ({
      digest: String(row["digest"]),
      state: String(row["state"]),
      intake: Number(row["intake"]),
      standing: String(row["standing"]),
      applicationId: String(row["applicationId"]),
      kind: String(row["kind"]),
      base: String(row["base"] ?? ""),
      reason: String(row["reason"] ?? ""),
    }));
}

/** Hex names of all whole blobs of the office. */
export async function heldBlobs(office: SimDistrict): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const hash of office.blobs.list()) names.add(Buffer.from(hash).toString("hex"));
  return names;
}

/** Hex ids of the notices in the office's streams. */
export function heldNotices(office: SimDistrict): ReadonlySet<string> {
  const rows = look(office.storage.database, "SELECT lower(hex(id)) AS id FROM notices").all();
  return new Set(rows.map((row) => String(row["id"])));
}
