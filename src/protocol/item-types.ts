/** The kinds of items in a bundle, of blob parts in a reply, and of what stands around both in a courier file. */

/** First element of every item. Numbers only grow; an unknown one is passed over. */
export const itemTypes = {
  header: 1,
  offers: 2,
  run: 3,
  blobPart: 4,
  notice: 5,
  slip: 6,
  courierHead: 7,
  courierEnd: 8,
  courierReply: 9,
} as const;
