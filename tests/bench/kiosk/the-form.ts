/** The form everybody shows: the longest of one person that villages file daily, with everything asked that it can ask. */
import type { Visit } from "../../journey/support/people.ts";
import { visitOf } from "../../journey/support/people.ts";

/** Birth certificate (F-2.01), parents known and married, not everybody a citizen: 42 questions. */
export const serviceId = "birth-certificate";
const answers = { "parents.known": true, "parents.marriage-proof": "1", "people.all-wni": false } as const;

export const makeVisit = (person: number): Visit => visitOf(serviceId, person, answers);
export const today = new Date().toISOString().slice(0, 10);
