/** Where tablets fetch what they speak with. Public files under their own hash; the exchange knows nothing of them. */

export const audioPath = "/api/audio";

/** Address of an index or a pack of clips, by its SHA-256 in hex. */
export const audioAddress = (hash: string): string => `${audioPath}/${hash}`;
