/** The limits of printers and papers, apart from `limits.ts` because nothing of the wire or the store knows them. */

/** A printer that says how it is does so within milliseconds; many cheap ones never do, and nobody should wait for them. */
export const printerAnswerMsMax = 600;
/** A slip at 9,600 baud takes 2 s; one that is not through by then meets no printer, or one without paper that says nothing. */
export const printerWriteMsMax = 20_000;
/** Closing what is stuck may be stuck too: the port is left as it is. */
export const printerCloseMsMax = 2_000;
