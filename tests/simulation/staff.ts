/** Staff of the district: looks at cases that are there and decides what their stage allows. Knows no tablet. */
import { look } from "./databases.ts";
import { toHex } from "../../src/base/bytes.ts";
import { allowedActions } from "../../src/domain/case/allowed-actions.ts";
import { reasonTemplatesFor } from "../../src/domain/configuration/configuration.ts";
import { findService } from "../../src/domain/configuration/configuration.ts";
import { allQuestions } from "../../src/domain/form/visible-questions.ts";
import type { CaseActionRequest } from "../../src/protocol/staff/staff-api.ts";
import { actOnCase } from "../../src/server/cases/act.ts";
import { readHistory } from "../../src/server/cases/events.ts";
import type { District } from "../../src/server/district.ts";
import type { CaseRow } from "../../src/server/storage/rows.ts";
import { bytesOfHex } from "../../src/store/log/rows.ts";
import type { World } from "./world.ts";

const STAFF = { name: "Bu Verifikator", role: "admin" } as const;

/** One decision about one case, if there is anything to decide. */
export async function decide(world: World, district: District): Promise<void> {
  const { random, office } = world;
  const ids = look(
    office.storage.database,
    "SELECT lower(hex(application_id)) AS id FROM cases ORDER BY application_id",
  )
    .all()
    .map((row) => String(row["id"]));
  if (ids.length === 0) return;
  const application = bytesOfHex(random.pick(ids));
  const found = await district.storage.transaction(async (tx) => {
    const row = await tx.cases.find(application);
    return row && { row, state: (await readHistory(tx, district, application)).state };
  });
  const actions = found ? allowedActions(found.state, STAFF.role) : [];
  if (!found || actions.length === 0) return;
  const request = requestOf(world, found.row, random.pick(actions));
  const done = await actOnCase(district, { application, request, staff: STAFF });
  const said = done.ok ? request.action : done.code;
  world.trace.add(world.scheduler.nowMs, "staff", `${toHex(application).slice(0, 8)} ${said}`);
}

function requestOf(
  { random, configuration }: World,
  { version, serviceId }: CaseRow,
  action: CaseActionRequest["action"],
): CaseActionRequest {
  const template = (target: "field" | "requirement" | "application"): string =>
    random.pick(reasonTemplatesFor(configuration, target)).id;
  switch (action) {
    case "accept":
    case "handed-over":
      return { version, action };
    case "ready-for-pickup":
      return { version, action, place: "Kantor Dindukcapil" };
    case "reject":
      return { version, action, reasonTemplate: template("application"), text: "" };
    case "ask-correction": {
      const service = findService(configuration, serviceId);
      const question = random.pick(service ? allQuestions(service) : []);
      const asked = { target: `field:${question.id}`, reasonTemplate: template("field"), text: "mohon diperiksa" };
      return { version, action, requests: [asked] };
    }
  }
}
