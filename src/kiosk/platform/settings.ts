/** What the lock must know before there is a worker, on the disk. Opened at its first use, once per page. */
import { memorySettings, openSettings } from "../../store/settings.ts";
import { isPractice } from "./practice.ts";

/** Those of practice live as long as the page: its hand-over mark must not lock the real tablet. */
export const settings = isPractice ? memorySettings() : openSettings();
