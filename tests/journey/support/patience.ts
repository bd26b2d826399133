/** How long a person would wait before calling it broken, on a machine that is busy with other things. */
export const patience = { timeout: 90_000, interval: 250 } as const;
