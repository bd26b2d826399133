/** The way into a form: only where the tablet has room for all of it, so that nobody answers forty questions for nothing. */
import { worker } from "../platform/worker-bridge.ts";
import { go } from "./route.ts";

/** True when a form may start. Else the screen that says what helps is shown. */
export async function isAdmitted(): Promise<boolean> {
  const admitted = await worker().admitForm();
  if (!admitted.ok) go({ name: "tablet-full" });
  return admitted.ok;
}
