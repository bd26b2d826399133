/** The kinds of items in a bundle, and of blob parts in a reply. */

/** First element of every item. Numbers only grow; an unknown one is passed over. */
export const itemTypes = { header: 1, offers: 2, run: 3, blobPart: 4, notice: 5, slip: 6 } as const;
