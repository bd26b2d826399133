/** Whether this page practises ("/?latihan"). Read once, before the first screen clears the address: a reload is the real tablet again. */

export const practiceAddress = "/?latihan";

export const isPractice = new URLSearchParams(globalThis.location?.search).has("latihan");
