/** Every limit of the product, in one place. The unit stands at the end of the name, the reason above it.
 * "D" = DESIGN.md of the product owner (law unless DECISIONS.md says otherwise). */

const KIB = 1024;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// ---------------------------------------------------------------- the wire (D §2, §5)

/** A sealed entry, envelope and headers together: enforced before it is appended (D §2). */
export const entryBytesMax = 16 * KIB;
/** What an envelope may unpack to; more is quarantined (D §5). */
export const envelopeUnpackedBytesMax = 256 * KIB;
/** Envelopes are padded to a multiple of this, so that their length says less (D §5). */
export const envelopePadBytes = 16;
/** A run of entries, closed by one signature: small enough that a cut costs little (D §2). One larger entry is a run alone. */
export const runBytesMax = 8 * KIB;
/** One piece of a blob (D §2). */
export const blobPartBytesMax = 32 * KIB;
/** One item of a bundle, with its framing: the largest run (one largest entry) or blob part, and its proof. */
export const itemBytesMax = blobPartBytesMax + 2 * KIB;
/** One exchange upwards. Above what 60 s carry on a good village link (1 Mbit/s); the sender sizes below this. */
export const bundleBytesMax = 8 * KIB * KIB;
/** The first exchange on an unknown link: what 60 s carry at about 50 kbit/s. */
export const bundleBytesFirst = 256 * KIB;
/** After 413s: the smallest blob piece an exchange is cut down to (D §5: one entry or 1 KB of a blob). */
export const bundleBytesMin = KIB;
/** Items in one bundle, so that a stream of empty items cannot hold a connection. */
export const bundleItemsMax = 4096;
/** A reply is read whole before it is verified. */
export const replyBytesMax = 4 * KIB * KIB;
/** Receipts in one reply; the rest comes with the next exchange. */
export const replyReceiptsMax = 4096;
/** Notices in one reply; the cursor brings the rest. */
export const replyNoticesMax = 500;
/** Offers in one bundle: 17 bytes each, so that all of them fit one item. */
export const offersMax = 2000;
/** Log heads in one header: one per start of the worker; older complete ones are dropped first. */
export const headsMax = 256;
/** Certificates of one village: its tablets of many years. A tablet checks its neighbours' slips by them. */
export const villageCertificatesMax = 64;
/** Notice ids whose named fields a tablet asks for in one exchange. */
export const asksMax = 32;
/** Blobs one entry may name: documents, signature, a page more. */
export const entryBlobsMax = 24;
/** A photo after re-encoding and encryption. A page of print takes 30 to 100 KB (tests/bench, legibility); this is for the worst. */
export const blobBytesMax = 400 * KIB;
/** Photos of one document (front, back, further pages). */
export const documentPhotosMax = 6;

// ---------------------------------------------------------------- exchanges and retries (D §5)

/** Planned length of an exchange. */
export const exchangeMsTarget = 60 * SECOND_MS;
/** …when it follows another within a minute: the browser itself may send a cut body again, whole. */
export const exchangeMsTargetFollowing = 15 * SECOND_MS;
/** An exchange as a whole, answer included: given up, tried again. Above the slowest planned one. */
export const exchangeMsMax = 170 * SECOND_MS;
/** Beside its bytes an exchange takes this long: connecting over a slow link, the district's own work. */
export const exchangeMsExtra = 5 * SECOND_MS;
/**
 * No byte of the answer for this long, and so many times what the bytes should take: the connection is dead. Every one
 * given up doubles it, so that a link slower than thought gets through in the end.
 */
export const silenceMsMin = 25 * SECOND_MS;
export const silencePlannedTimes = 4;
/** Reading and writing the tablet's own disk for one exchange; longer hangs, and somebody who waits may end it. */
export const exchangeDiskMsMax = 10 * SECOND_MS;
/** The browser's word on quota and persistence: no exchange waits longer for what is only reported. */
export const factsMsMax = 3 * SECOND_MS;
/** "Kirim sekarang" takes the next tap after this, whatever became of the first: a request that hangs ends with it. */
export const tapWaitMsMax = 5 * SECOND_MS;
/** After a broken promise of our own code the sending loop begins anew: seldom, but never not at all. */
export const sendingRestartMs = MINUTE_MS;
/** A request that fails sooner had no connection: on a village link a handshake takes longer. At 200 kbit/s 8 KB, a run. */
export const unconnectedMsMax = 300;
/** After a transport error within a begun exchange: this quick … */
export const quickRetryMsMin = 500;
export const quickRetryMsMax = 1 * SECOND_MS;
/** … for so long. */
export const quickRetryWindowMs = 30 * SECOND_MS;
/** Then full jitter between floor and ceiling; the ceiling is D §4.6. */
export const retryMsFloor = 2 * SECOND_MS;
export const retryMsCeiling = 15 * MINUTE_MS;
/** An idle tablet with its page open reports this often. */
export const reportEveryMs = 15 * MINUTE_MS;
/** The service worker stops before the browser's own limit of 180 s for a sync event. */
export const serviceWorkerSyncMsMax = 150 * SECOND_MS;

// ---------------------------------------------------------------- retention (D §2)

/** An entry is sealed anew this often for a place that a failed write of the purge took away meanwhile. */
export const sealTriesMax = 3;
/** A sealed copy is purged only when safe and this long after its receipt, in district time. */
export const purgeAfterReceiptMs = 14 * DAY_MS;
/** A closed case's notices are shown back to a restored district this long: older than any backup an office puts back. */
export const closedNoticesBackMs = 90 * DAY_MS;
/** A copy of what was filed stays in the vault this long, so that "Ada yang salah" can mend it. */
export const vaultCopyMs = 48 * HOUR_MS;

// ---------------------------------------------------------------- the tablet

/** Keys of the vault PIN. */
export const pinDigits = 6;
/** Wrong PINs before a pause, and the pause, doubled each time (survives a reload). */
export const pinTriesFree = 5;
export const pinPauseMsFirst = 5 * MINUTE_MS;
export const pinPauseMsMax = 60 * MINUTE_MS;
/** Idle: ask, blur and wipe the citizen's session, lock in assisted mode (issue Security). */
export const idleAskMs = 90 * SECOND_MS;
export const idleWipeMs = 120 * SECOND_MS;
export const idleLockMs = 300 * SECOND_MS;
/** Longest side of a document photo after downscaling, pixels: what eight points on A4 need (tests/bench, legibility). */
export const photoEdgePxMax = 1760;
/** After so many refusals of one page the officer may keep a picture with a reason: nobody is sent home by a machine. */
export const photoRefusalsMax = 2;
/** A file given as photo larger than this is refused before decoding. */
export const photoInputBytesMax = 40 * KIB * KIB;
/** Free space asked of the browser's estimate before a form starts: the largest application, twice, and its journal line. */
export const freeBytesNeeded = 25 * KIB * KIB;
/** Kept written on the disk for the form under way: all blobs one entry may name, and what the database needs beside them. */
export const ballastBytes = entryBlobsMax * blobBytesMax + 2 * KIB * KIB;
/** Unsent for so long, or so many unsent without a word of the district for a day: a USB stick is the faster way. */
export const courierAfterMs = 3 * DAY_MS;
export const courierEntriesMin = 100;
export const courierSilentMs = DAY_MS;
/** A journal segment is closed at this size, so that old ones can be removed whole. */
export const journalSegmentBytesMax = 1024 * KIB;
/** A waiting transaction of the browser's database: after this the officer is told. */
export const storeOpenMsMax = 10 * SECOND_MS;
/** A database call that failed is made again, on a new connection: browsers have days on which the first one fails (failures F19). */
export const storeTriesMax = 3;
/** A new name, in letters with spaces: Permendagri 73/2022 ps 4(2)b. */
export const newNameLettersMax = 60;
/** Any text field of a form. */
export const textLettersMax = 200;

// ---------------------------------------------------------------- the district

/** An enrolment code lives this long. */
export const enrolmentCodeMs = 24 * HOUR_MS;
/** Daily budget of a certificate, in entries and bytes; above it bundles are deferred, never refused (D §2). */
export const dailyEntriesMax = 500;
export const dailyBytesMax = 256 * KIB * KIB;
/**
 * What a scanned slip has announced passes a used-up budget, up to this many budgets in all: far more papers than a village
 * prints in a day, and no way around the budget for whoever stole a key and signs slips with it.
 */
export const slippedBudgetFactor = 4;
/** Staff who know why a tablet sends so much raise its budget this many times, for so long: a village that catches up a month. */
export const budgetRaiseFactor = 20;
export const budgetRaiseMs = 2 * DAY_MS;
/** A tablet that ran into its budget stays shown as unusual this many days. */
export const unusualDays = 7;
/** Bundles under unknown keys wait on a shelf of this many entries per regency, until the key is certified (D §2). */
export const shelfEntriesMax = 2000;
/** Entries under a revoked certificate: held and quarantined within this budget. */
export const revokedEntriesMax = 100;
/** A deferred tablet is told to come back after this. */
export const laterMs = 10 * MINUTE_MS;
/** An attempt to open an entry holds it this long; unfinished attempts are counted (D §2). */
export const openLeaseMs = 60 * SECOND_MS;
export const openAttemptsMax = 2;
/** Memory of the process that opens envelopes: far above the 256 KB an envelope may unpack to. Megabytes. */
export const readerMemoryMbMax = 128;
/** …and the time it has for one: thousands of times what an honest one takes, start of the process included. */
export const readEnvelopeMsMax = 10 * SECOND_MS;
/** Entries that were set aside are shown, and opened again, in such bites; people work them one by one. */
export const setAsideShownMax = 200;
/** Opening again ends after this long; what is left is asked for again. Far below any time-out of a request. */
export const reopenMsMax = 40 * SECOND_MS;
/** A note of staff about an entry that was set aside. */
export const lookNoteLettersMax = 500;
/**
 * Room on the disk that no tablet may take: this share of it, or so many bytes where that is less. Staff decisions, heads
 * and receipts are written there, and a person has time to make room (failures.md F41).
 */
export const diskReserveShare = 0.05;
export const diskReserveBytesMax = 2 * KIB * KIB * KIB;
/** Logs with gaps that a restore names: far above the tablets of a regency in many years. */
export const restoreGapsMax = 5000;
/** Blobs that nothing names any more are looked for this often. */
export const sweepEveryMs = DAY_MS;
/** Everything held is read and compared with its digest this often; so many rows at a time, so that nobody waits. */
export const scrubEveryMs = 7 * DAY_MS;
export const scrubPageMax = 100;
/** Damages kept by name; a disk that lost more than this is replaced, and the last backup restored. */
export const damagesMax = 1000;
/** Entries committed together under one fsync. */
export const groupCommitEntriesMax = 256;
/** A village not heard of for this long, in working days, is silent. */
export const silentWorkDays = 2;
/** SIGTERM to exit, open streams included. */
export const shutdownMsMax = 8 * SECOND_MS;

// ---------------------------------------------------------------- the screens

/** A second tap within this time is a trembling hand, not a wish (ux.md §4.1). */
export const tapGuardMs = 400;
/** A silent start: the officer is told. Longer than `storeOpenMsMax`, whose failure says more; a late word takes it back. */
export const silentStartMsMax = 15 * SECOND_MS;
/** A screen whose file did not come is asked for again after this. */
export const screenRetryMs = 1 * SECOND_MS;

// ---------------------------------------------------------------- what an envelope may hold

/** Answers of one application: the longest form (F-2.01) has about 60; room for a family of ten. */
export const answerKeysMax = 400;
/** Any text inside an envelope: above the longest form field, far below the 16 KB of an entry. */
export const contentTextLettersMax = 2000;

// ---------------------------------------------------------------- configuration

/** What deflate can look back to: a shared dictionary may not be longer (RFC 1951). */
export const dictionaryBytesMax = 32 * KIB;

// ---------------------------------------------------------------- the district's door

/** A request with its whole body: a bundle planned for 60 s on a link that became four times slower (Node's own 300 s, set on purpose). */
export const requestMsMax = 300 * SECOND_MS;
/** Headers alone come in one packet; more time than this is somebody holding connections. */
export const requestHeadersMsMax = 20 * SECOND_MS;
/** Enrolments tried from one address: a whole training room behind one router, then one every six seconds. */
export const enrolTriesBurst = 30;
export const enrolTryRefillMs = 6 * SECOND_MS;
/** Slip codes asked from one address: a village behind one router; guessing 2^40 codes stays hopeless. */
export const trackAsksBurst = 60;
export const trackAskRefillMs = 2 * SECOND_MS;
/** Addresses remembered for these limits; the longest unused is forgotten first. */
export const rateAddressesMax = 10_000;
/** A running server renews its mark in the data folder this often … */
export const heartbeatEveryMs = 2 * SECOND_MS;
/** … and counts as running this long after its last one (another machine's clock included). */
export const heartbeatMsMax = 30 * SECOND_MS;
/** Entries waiting to be opened are looked for this often, beside every exchange. */
export const openEveryMs = 5 * SECOND_MS;
/** Entries opened in one go, so that a surge leaves the loop free for receipts. */
export const openBatchMax = 50;

// ---------------------------------------------------------------- the district's store

/** A second process on the same database (command line beside the server) waits this long for its turn. */
export const databaseBusyMs = 5 * SECOND_MS;

// ---------------------------------------------------------------- the sync engine

/** Another context of this origin holds the lock: looked at again after this. Longer than a short exchange. */
export const busyRetryMs = 10 * SECOND_MS;
/** An exchange "follows" another within this time (D §5). */
export const followingWithinMs = MINUTE_MS;
/** Smaller or faster exchanges measure the latency, not the rate. */
export const linkSampleBytesMin = 16 * KIB;
export const linkSampleMsMin = 10 * SECOND_MS;
/** A 413 is believed so long: proxies have fixed limits, but a tablet moves between networks. */
export const tooLargeForgottenMs = HOUR_MS;
/** After cuts an exchange is not planned smaller than one blob part and its proof. */
export const cutBytesMin = 32 * KIB;
/** Exchanges in a row that moved nothing: an offer, its want and a resend may each move nothing by themselves. */
export const barrenExchangesMax = 3;
/** Copies that may go are looked for this often, and so many removed at once. */
export const purgeEveryMs = HOUR_MS;
export const purgeEntriesMax = 500;
/** Another sender was faster: the reply is applied to the newer state, at most this often. */
export const applyTriesMax = 5;

// ---------------------------------------------------------------- the district's staff

/** A session lasts a working day with overtime; it is renewed while somebody works. */
export const staffSessionMs = 12 * HOUR_MS;
export const staffSessionRenewMs = 30 * MINUTE_MS;
/** Password tries from one address (an office behind one router), and for one account from anywhere. */
export const signInTriesBurst = 20;
export const signInTryRefillMs = 15 * SECOND_MS;
export const accountTriesBurst = 10;
export const accountTryRefillMs = 30 * SECOND_MS;
/** A request body of the staff API: a correction request with words for every field of the longest form. */
export const staffBodyBytesMax = 256 * KIB;
/** Open pages are told of changes at most this often; every 15th time that the server is alive. */
export const changesBeatMs = 1 * SECOND_MS;

// ---------------------------------------------------------------- the tablet's lists

/** Entries the outbox shows beside everything that is still outstanding: about a year of a small village. */
export const outboxEntriesMax = 500;

// ---------------------------------------------------------------- files that are carried
/** One bundle inside a file: small, so that a broken header costs little, and so that a slow tablet holds one in memory. */
export const courierBundleBytes = 1024 * KIB;
/** A file at the district's door: a village's photos of a season. It is read as it comes, never whole. */
export const courierFileBytesMax = 1024 * 1024 * KIB;
/** Saved files whose replies a tablet still takes: older ones were carried long ago, and saying it again is free. */
export const couriersOpenMax = 8;
/** Letters of one QR: readable from an office screen with a tablet's camera (about 100 modules a side). */
export const courierFrameLettersMax = 700;
/** More frames than this nobody photographs: then there is the reply file. */
export const courierFramesMax = 12;
/** The register of letters on a stick: ten thousand of 2 KB. It is read whole. */
export const letterBookBytesMax = 20 * 1024 * KIB;
