/** Everything the district holds with its values in clear, page by page. For people who must carry it elsewhere; keys stay inside. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import type { Filing } from "../../domain/application/content.ts";
import { villageCode } from "../../domain/areas/areas.ts";
import type { Answers } from "../../domain/form/answer.ts";
import { formatSlipCode, slipCode } from "../../domain/slip/slip-code.ts";
import type { District } from "../district.ts";
import type { CasePageQuery, CasePlace } from "../storage/ports.ts";
import type { CaseRow, EntryRow } from "../storage/rows.ts";
import { placeOf } from "../cases/case-place.ts";
import { cells, openFiling } from "../cases/columns.ts";

export type ExportedContent = {
  readonly serviceId: string;
  readonly configVersion: number;
  readonly answers: Answers;
  readonly missing: readonly string[];
  readonly photos: readonly {
    readonly requirementId: string;
    readonly page: number;
    readonly blob: string;
    readonly mime: string;
  }[];
  readonly officer: string;
  /** Claimed by the tablet, ISO 8601. */
  readonly filedAt: string;
  readonly urgentReason: string | undefined;
};

export type ExportedEntry = {
  readonly digest: string;
  readonly device: string;
  readonly log: string;
  readonly seq: number;
  readonly kind: string;
  readonly slipCode: string;
  readonly village: string;
  readonly state: string;
  readonly standing: string;
  readonly reason: string | undefined;
  readonly receivedAt: string;
  /** The application as it stands with this entry; undefined while it is not opened, and for a withdrawal. */
  readonly content: ExportedContent | undefined;
};

export type ExportedCase = {
  readonly slipCode: string;
  readonly village: string;
  readonly serviceId: string;
  readonly stage: string;
  readonly receivedAt: string;
  readonly changedAt: string;
  readonly content: ExportedContent;
};

const PAGE = 200;

/** Every entry held, by digest. */
export async function* exportEntries(district: District): AsyncGenerator<ExportedEntry> {
  let last: Bytes = new Uint8Array(0);
  for (;;) {
    const page = await district.storage.transaction(async (tx) => {
      const rows = await tx.entries.listAfter(last, PAGE);
      return Promise.all(rows.map(async (row) => ({ row, opened: await tx.cases.findOpened(row.digest) })));
    });
    for (const { row, opened } of page) {
      const filing = opened && (await openFiling(district, cells.opened(row.digest), opened.content));
      yield entryOf(row, filing);
      last = row.digest;
    }
    if (page.length < PAGE) return;
  }
}

/** Every case, the longest waiting first. */
export async function* exportCases(district: District): AsyncGenerator<ExportedCase> {
  let after: CasePlace | undefined;
  for (;;) {
    const query: CasePageQuery = { order: "waiting", limit: PAGE, after };
    const page = await district.storage.transaction((tx) => tx.cases.list({}, query));
    for (const row of page) {
      yield caseOf(row, await openFiling(district, cells.content(row.applicationId), row.content));
      after = placeOf(row, "waiting");
    }
    if (page.length < PAGE) return;
  }
}

function entryOf(row: EntryRow, filing: Filing | undefined): ExportedEntry {
  return {
    digest: toHex(row.digest),
    device: toHex(row.device),
    log: toHex(row.logId),
    seq: row.seq,
    kind: row.kind,
    slipCode: formatSlipCode(slipCode(row.applicationId)),
    village: villageCode(row.village) ?? "",
    state: row.state,
    standing: row.standing,
    reason: row.reason ?? undefined,
    receivedAt: new Date(row.receivedAt).toISOString(),
    content: filing && contentOf(filing),
  };
}

function caseOf(row: CaseRow, filing: Filing): ExportedCase {
  return {
    slipCode: formatSlipCode(row.slipCode),
    village: villageCode(row.village) ?? "",
    serviceId: row.serviceId,
    stage: row.stage,
    receivedAt: new Date(row.receivedAt).toISOString(),
    changedAt: new Date(row.changedAt).toISOString(),
    content: contentOf(filing),
  };
}

/** Neither the secret nor the keys of photos: an export opens nothing. */
function contentOf(filing: Filing): ExportedContent {
  return {
    serviceId: filing.serviceId,
    configVersion: filing.configVersion,
    answers: filing.answers,
    missing: filing.missing,
    photos: filing.attachments.map(({ requirementId, page, blob, mime }) => ({
      requirementId,
      page,
      blob: toHex(blob),
      mime,
    })),
    officer: filing.officer.name,
    filedAt: new Date(filing.filedAt).toISOString(),
    urgentReason: filing.urgent?.reason,
  };
}
