/** The staff's side of the door: accounts and the staff API, ready to be mounted. */
import type { Mount } from "./http/app.ts";

export type StaffDoor = {
  readonly mounts: readonly Mount[];
  /** Set when this start made the first account. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | undefined;
};

/** Stands open without accounts until the staff room is there. */
export async function openStaff(): Promise<StaffDoor> {
  return { mounts: [], firstAdmin: undefined };
}
