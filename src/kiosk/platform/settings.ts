/** What the lock must know before there is a worker, on the disk. Opened at its first use, once per page. */
import { openSettings } from "../../store/settings.ts";

export const settings = openSettings();
