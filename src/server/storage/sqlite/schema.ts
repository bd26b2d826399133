/** The tables as Kysely sees them: the rows of `rows.ts` with the regency in front. Names are camelCase here, snake_case in SQL. */
import type { Bytes } from "../../../base/bytes.ts";
import type {
  AttemptRow,
  BackupRow,
  BlobRow,
  BudgetRow,
  CaseEventRow,
  CaseRow,
  CodeRow,
  DeviceRow,
  EntryBlobRow,
  EntryRow,
  HeldLogRow,
  IntakeRow,
  LookRow,
  NoticeRow,
  OpenedRow,
  RaiseRow,
  ShelfRow,
} from "../rows.ts";

type Keyed<Row> = Row & { readonly regency: string };

export type Tables = {
  readonly entries: Keyed<EntryRow>;
  /** Kept by a trigger. */
  readonly heldLogs: Keyed<HeldLogRow>;
  readonly entryBlobs: Keyed<EntryBlobRow>;
  readonly blobs: Keyed<BlobRow>;
  /** The one row whose lock orders the intake. */
  readonly intakeTip: Keyed<IntakeRow>;
  readonly intakeOrder: Keyed<IntakeRow & { readonly digest: Bytes }>;
  readonly counters: Keyed<{ readonly name: string; readonly value: number }>;
  readonly devices: Keyed<DeviceRow>;
  readonly notices: Keyed<NoticeRow>;
  readonly cases: Keyed<CaseRow>;
  readonly caseWords: Keyed<{ readonly word: Bytes; readonly applicationId: Bytes }>;
  readonly caseEvents: Keyed<CaseEventRow>;
  readonly openedContents: Keyed<OpenedRow>;
  readonly attempts: Keyed<AttemptRow>;
  readonly looks: Keyed<LookRow>;
  readonly codes: Keyed<CodeRow>;
  readonly budgets: Keyed<BudgetRow>;
  readonly budgetRaises: Keyed<RaiseRow>;
  readonly shelf: Keyed<ShelfRow & { readonly itemHash: Bytes }>;
  readonly backups: Keyed<BackupRow>;
  readonly settings: Keyed<{ readonly name: string; readonly value: string }>;
};
