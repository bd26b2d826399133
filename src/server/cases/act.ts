/**
 * What staff decide: checked against the case as they saw it, written as an event, and told to the village in the same
 * transaction. In clear the notice has codes only; words of staff stay in encrypted columns until a tablet asks.
 */
import type { Bytes } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import type { Role } from "../../domain/case/allowed-actions.ts";
import { allowedActions } from "../../domain/case/allowed-actions.ts";
import type { CaseEvent, CorrectionRequest } from "../../domain/case/case-event.ts";
import { applyCaseEvent, canFollow } from "../../domain/case/case-state.ts";
import type { Service } from "../../domain/catalogue/service.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { findReasonTemplate, findService } from "../../domain/configuration/configuration.ts";
import { findQuestion } from "../../domain/form/visible-questions.ts";
import type { Notice } from "../../protocol/notice.ts";
import type { CaseActionRequest } from "../../protocol/staff/staff-api.ts";
import type { District } from "../district.ts";
import { publishNotice } from "../notices/publish.ts";
import type { StorageTx } from "../storage/ports.ts";
import { appendEvent, readHistory } from "./events.ts";

export type Actor = { readonly name: string; readonly role: Role };

export type ActRequest = {
  readonly application: Bytes;
  readonly request: CaseActionRequest;
  readonly staff: Actor;
};

export type ActFailure = "not-found" | "conflict" | "forbidden" | "not-allowed-now" | "malformed";

/**
 * Does what was asked and gives the case's new version. Failures: `not-found`; `conflict`: somebody was faster than the
 * version named; `forbidden`: the role may not; `not-allowed-now`: the stage does not; `malformed`: a target or template
 * that the configuration does not have.
 */
export function actOnCase(district: District, asked: ActRequest): Promise<Result<number, ActFailure>> {
  return district.storage.transaction((tx) => act(tx, district, asked));
}

async function act(
  tx: StorageTx,
  district: District,
  { application, request, staff }: ActRequest,
): Promise<Result<number, ActFailure>> {
  const row = await tx.cases.find(application);
  if (!row) return err("not-found");
  if (row.version !== request.version) return err("conflict");
  const { state } = await readHistory(tx, district, application);
  if (!allowedActions(state, "admin").includes(request.action)) return err("not-allowed-now");
  if (!allowedActions(state, staff.role).includes(request.action)) return err("forbidden");
  const service = findService(district.configuration, row.serviceId);
  // After everything it answers, whatever the clock did since: a tablet knows the newest notice by its time.
  const at = Math.max(district.clock.now(), row.changedAt + 1);
  const event = eventOf(request, { at, by: staff.name }, district.configuration, service);
  if (!event.ok) return event;
  if (!canFollow(state, event.value)) return err("not-allowed-now");
  const { stage } = applyCaseEvent(state, event.value);
  const version = row.version + 1;
  await appendEvent(tx, district, { applicationId: application, position: version, digest: null }, event.value);
  await tx.cases.put({ ...row, stage, version, changedAt: at });
  const notice: Notice = {
    village: row.village,
    applicationId: application,
    inEffect: row.inEffect,
    stage,
    targets: targetsOf(event.value),
    at,
  };
  await publishNotice(tx, district, notice);
  return ok(version);
}

type Decided = { readonly at: number; readonly by: string };

function eventOf(
  request: CaseActionRequest,
  decided: Decided,
  config: Configuration,
  service: Service | undefined,
): Result<CaseEvent, "malformed"> {
  switch (request.action) {
    case "accept":
      return ok({ ...decided, kind: "accepted" });
    case "handed-over":
      return ok({ ...decided, kind: "handed-over" });
    case "ready-for-pickup":
      return ok({ ...decided, kind: "ready-for-pickup", place: request.place });
    case "reject": {
      const { reasonTemplate, text } = request;
      const known = findReasonTemplate(config, reasonTemplate)?.target === "application";
      return known ? ok({ ...decided, kind: "rejected", reasonTemplate, text }) : err("malformed", "reasonTemplate");
    }
    case "ask-correction": {
      const requests = readRequests(request.requests, config, service);
      return requests.ok ? ok({ ...decided, kind: "correction-asked", requests: requests.value }) : requests;
    }
  }
}

type AskedTarget = Extract<CaseActionRequest, { readonly action: "ask-correction" }>["requests"][number];

/** Each target once, and only what the service asks for: what travels in clear is codes of the configuration. */
function readRequests(
  asked: readonly AskedTarget[],
  config: Configuration,
  service: Service | undefined,
): Result<readonly CorrectionRequest[], "malformed"> {
  const requests: CorrectionRequest[] = [];
  for (const { target, reasonTemplate, text } of asked) {
    const read = readTarget(target, service);
    if (!read || findReasonTemplate(config, reasonTemplate)?.target !== read.kind) return err("malformed", "requests");
    if (requests.some((other) => targetName(other) === target)) return err("malformed", "requests");
    requests.push({ target: read, reasonTemplate, text });
  }
  return requests.length > 0 ? ok(requests) : err("malformed", "requests");
}

export function readTarget(target: string, service: Service | undefined): CorrectionRequest["target"] | undefined {
  const [kind, id] = [target.slice(0, target.indexOf(":")), target.slice(target.indexOf(":") + 1)];
  if (kind === "field" && service && findQuestion(service, id)) return { kind, id };
  const isRequirement = service?.requirements.some(
    (requirement) => requirement.id === id && requirement.capture === "photo",
  );
  return kind === "requirement" && isRequirement === true ? { kind, id } : undefined;
}

/** "field:child.name", as it travels. */
export function targetName({ target }: CorrectionRequest): string {
  return `${target.kind}:${target.id}`;
}

function targetsOf(event: CaseEvent): Notice["targets"] {
  if (event.kind !== "correction-asked") return [];
  return event.requests.map((request) => ({ target: targetName(request), template: request.reasonTemplate }));
}
