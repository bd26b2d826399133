/** `device code`: a one-time code with which a tablet of one village enrols. */
import { villageText } from "../domain/areas/areas.ts";
import { issueCode } from "../server/enrolment/enrol.ts";
import type { Command } from "./command.ts";
import { exits, needText } from "./command.ts";
import { withDistrict } from "./data.ts";
import { needVillage } from "./village.ts";

export const deviceCode: Command = {
  name: "device code",
  usage: "--village CODE [--json]",
  summary: "Makes a one-time enrolment code for a tablet of a village. Works beside a running server.",
  flags: { village: { type: "string", value: "CODE", help: "dotted village code, e.g. 33.29.09.1002" } },
  run: (typed, world) =>
    withDistrict(world, async ({ district }) => {
      const place = needVillage(district.configuration.areas, needText(typed, "village"));
      const { code, expiresAt } = await issueCode(district, place.village.code);
      const expires = new Date(expiresAt).toISOString();
      world.print({
        json: { code, village: place.village.code, expiresAt: expires },
        text: `${code}  for ${villageText(place)}, until ${expires}`,
      });
      return exits.done;
    }),
};
