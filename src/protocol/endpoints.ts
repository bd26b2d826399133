/** Where the device side of the district listens. One list for tablet, service worker, command line and server. */
export const endpoints = {
  /** POST a signed enrolment request, get a signed answer */
  enrol: "/api/enrol",
  /** POST a bundle, get a reply */
  exchange: "/api/exchange",
  /** GET the signed configuration (public: it holds no personal data) */
  configuration: "/api/configuration",
  /** GET the stage of an application by its slip code */
  track: "/api/track",
} as const;

/** POST a bundle that another tablet has made: the same exchange, but no news of how that tablet stands now. */
export const carriedExchange = `${endpoints.exchange}?carried=1`;

export const contentTypes = {
  bundle: "application/vnd.loket.bundle",
  reply: "application/vnd.loket.reply",
  cbor: "application/cbor",
} as const;

/** How the configuration travels: a `signed` whose body is UTF-8 JSON; number and text of every dictionary inside. */
export const configurationBytesMax = 2 * 1024 * 1024;

/** What the track page is told: stage and day, nothing personal. */
export type TrackAnswer = {
  readonly code: string;
  /** Stage code of domain/case. */
  readonly stage: string;
  /** District time of the last change, milliseconds. */
  readonly at: number;
};
