/** The limits of what tablets speak with, apart from `limits.ts` because nothing of the wire or the store knows them. */

const MIB = 1024 * 1024;

/** A robot's voice loses nothing by less, and a village's link is slow (the issue: at most 16 kbit/s). */
export const clipBitsPerSecond = 8_000;
/** One pack of clips: seconds on the slowest link, so that an exchange that begins costs little of it. */
export const clipPackBytes = 48 * 1024;
/** All clips of one language together: what a tablet keeps beside everything else (the issue). */
export const clipsBytesMax = 12 * MIB;
/** A tablet that has less left keeps it for applications and photos. */
export const clipsRoomBytesMin = 4 * clipsBytesMax;
/** After the tablet was opened: what the day begins with comes first. */
export const clipsFirstAfterMs = 30_000;
/** Whether the line is idle is looked at this often, and a pack that did not come is asked for again. */
export const clipsRetryMs = 20_000;
/** …this often while somebody waits for them. */
export const clipsHurriedRetryMs = 2_000;
/** Silences: between groups of digits, and between a question and what helps with it. */
export const voicePauseMs = { inside: 350, between: 500 } as const;
/** What people record (the issue: Opus, at most 16 kbit/s). */
export const recordedBitsPerSecond = 16_000;
/** The longest sentence read slowly; a microphone somebody forgot to stop ends here. */
export const recordingMsMax = 30_000;
/** Twice what that takes: browsers keep to the rate loosely. */
export const recordingBytesMax = 128 * 1024;
