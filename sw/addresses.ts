/** Which addresses are the kiosk's. Knows no cache. */

/** The kiosk page is kept under the address people open. */
export const kioskAddress = "/";
/** Files whose name tells their content: of one version or another, never two contents under one name. */
export const hashedFiles = /^\/assets\//;
/** The district's app, citizens' slips and everything the server answers itself: never from this disk. */
export const neverKept: readonly RegExp[] = [/^\/district(\/|$)/, /^\/t\//, /^\/api\//, /^\/(healthz|readyz)$/];
