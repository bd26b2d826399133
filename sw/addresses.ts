/** Which addresses are the kiosk's. Knows no cache. */

/** The kiosk page is kept under the address people open. */
export const kioskAddress = "/";
/** The district's app, citizens' slips and everything the server answers itself: never from this disk. */
export const neverKept: readonly RegExp[] = [/^\/district(\/|$)/, /^\/t\//, /^\/api\//, /^\/(healthz|readyz)$/];
