/**
 * How the database grows. A released migration is never changed and nothing is ever dropped: an older server can read
 * what a newer one left (DESIGN §4.10). A snapshot test holds the list.
 */

export type Migration = { readonly number: number; readonly name: string; readonly statements: readonly string[] };

export const migrations: readonly Migration[] = [
  {
    number: 1,
    name: "the district",
    statements: [
      `create table entries (
        regency text not null, digest blob not null, state text not null, counter integer not null, intake integer not null,
        device blob not null, village integer not null, signing_key_id blob not null, log_id blob not null, seq integer not null,
        kind text not null, application_id blob not null, base blob, priority integer not null,
        shared blob not null, own blob not null, envelope blob not null,
        received_at integer not null, by_serial integer not null, standing text not null, reason text,
        primary key (regency, digest)) without rowid`,
      `create index entries_changed on entries (regency, device, counter)`,
      `create index entries_incomplete on entries (regency, device) where intake = 0`,
      `create index entries_place on entries (regency, device, log_id, seq)`,
      `create index entries_received on entries (regency, received_at)`,
      `create index entries_application on entries (regency, application_id)`,
      `create index entries_standing on entries (regency, standing, priority desc, counter)`,
      `create table entry_blobs (
        regency text not null, hash blob not null, digest blob not null, size integer not null,
        primary key (regency, hash, digest)) without rowid`,
      `create index entry_blobs_digest on entry_blobs (regency, digest)`,
      `create table blobs (
        regency text not null, hash blob not null, size integer not null, stored_at integer not null,
        primary key (regency, hash)) without rowid`,
      `create table intake_tip (regency text primary key, intake integer not null, hash blob not null) without rowid`,
      `create table intake_order (
        regency text not null, intake integer not null, hash blob not null, digest blob not null,
        primary key (regency, intake)) without rowid`,
      `create table counters (
        regency text not null, name text not null, value integer not null, primary key (regency, name)) without rowid`,
      `create table devices (
        regency text not null, device blob not null, village integer not null, first_seen_at integer not null,
        last_seen_at integer not null, report text not null, report_at integer not null, clock_drift_ms integer not null,
        forked_at integer not null, told_through integer not null, offered_through integer not null, offered_at integer not null,
        primary key (regency, device)) without rowid`,
      `create table notices (
        regency text not null, village integer not null, position integer not null, id blob not null,
        application_id blob not null, stage text not null, signed blob not null, at integer not null, origin text not null,
        primary key (regency, village, position)) without rowid`,
      `create unique index notices_id on notices (regency, id)`,
      `create index notices_application on notices (regency, application_id)`,
      `create table cases (
        regency text not null, application_id blob not null, slip_code text not null, village integer not null,
        service_id text not null, stage text not null, priority integer not null, version integer not null,
        received_at integer not null, changed_at integer not null, in_effect blob not null,
        summary blob not null, content blob not null, nik_index blob not null,
        primary key (regency, application_id)) without rowid`,
      `create index cases_slip_code on cases (regency, slip_code)`,
      `create index cases_desk on cases (regency, stage, priority desc, changed_at desc)`,
      `create index cases_village on cases (regency, village)`,
      `create index cases_nik on cases (regency, nik_index)`,
      `create table case_words (
        regency text not null, word blob not null, application_id blob not null,
        primary key (regency, word, application_id)) without rowid`,
      `create index case_words_application on case_words (regency, application_id)`,
      `create table case_events (
        regency text not null, application_id blob not null, position integer not null, kind text not null, at integer not null,
        digest blob, body blob not null, primary key (regency, application_id, position)) without rowid`,
      `create table opened_contents (
        regency text not null, digest blob not null, application_id blob not null, content blob not null,
        primary key (regency, digest)) without rowid`,
      `create table attempts (
        regency text not null, digest blob not null, owner text not null, lease_until integer not null, count integer not null,
        primary key (regency, digest)) without rowid`,
      `create table codes (
        regency text not null, hash blob not null, village integer not null, issued_at integer not null,
        expires_at integer not null, primary key (regency, hash)) without rowid`,
      `create table budgets (
        regency text not null, serial integer not null, day integer not null, entries integer not null, bytes integer not null,
        runs integer not null, primary key (regency, serial, day)) without rowid`,
      `create table shelf (
        regency text not null, position integer not null, signing_key_id blob not null, entries integer not null,
        item blob not null, item_hash blob not null, at integer not null, primary key (regency, position)) without rowid`,
      `create unique index shelf_item on shelf (regency, item_hash)`,
      `create index shelf_key on shelf (regency, signing_key_id, position)`,
      `create table backups (
        regency text not null, id text not null, intake integer not null, taken_at integer not null,
        verified_at integer not null, restorable integer not null, primary key (regency, id)) without rowid`,
      `create table settings (
        regency text not null, name text not null, value text not null, primary key (regency, name)) without rowid`,
    ],
  },
  {
    number: 2,
    name: "cases by how long they wait",
    statements: [
      `create index cases_waiting on cases (regency, stage, priority desc, received_at, application_id)`,
      `create index cases_changed on cases (regency, changed_at desc, application_id desc)`,
    ],
  },
  {
    number: 3,
    name: "who looked at what was set aside",
    statements: [
      `create table looks (
        regency text not null, digest blob not null, at integer not null, by text not null, note blob not null,
        primary key (regency, digest)) without rowid`,
    ],
  },
  {
    number: 4,
    name: "the running hash of each village's notices, filled by fillRunningHashes",
    statements: [
      `alter table notices add column running_hash blob`,
      `create index notices_unhashed on notices (regency, village, position) where running_hash is null`,
    ],
  },
  {
    number: 5,
    name: "budgets that staff raise, and a shelf with a place for everybody",
    statements: [
      `alter table budgets add column deferred integer not null default 0`,
      `create index budgets_deferred on budgets (regency, day) where deferred > 0`,
      `create table budget_raises (
        regency text not null, device blob not null, until integer not null, by text not null,
        primary key (regency, device)) without rowid`,
      `alter table shelf add column origin blob not null default x''`,
      `create index shelf_origin on shelf (regency, origin, signing_key_id, position)`,
    ],
  },
  {
    number: 6,
    name: "forks that staff have seen to",
    statements: [`alter table devices add column fork_seen_at integer not null default 0`],
  },
  {
    number: 7,
    name: "how much of each log is held, counted as it comes",
    statements: [
      `create table held_logs (
        regency text not null, device blob not null, log_id blob not null, held integer not null, seq_max integer not null,
        oldest_received_at integer not null, primary key (regency, device, log_id)) without rowid`,
      `insert into held_logs
        select regency, device, log_id, count(distinct seq), max(seq), min(received_at)
        from entries group by regency, device, log_id`,
      // By the database itself: an older server that writes beside or after this one must not leave the counts behind.
      `create trigger entries_held_logs after insert on entries begin
        insert into held_logs (regency, device, log_id, held, seq_max, oldest_received_at)
        values (new.regency, new.device, new.log_id, 1, new.seq, new.received_at)
        on conflict (regency, device, log_id) do update set
          held = held + (select count(*) = 1 from entries as twin where twin.regency = new.regency
            and twin.device = new.device and twin.log_id = new.log_id and twin.seq = new.seq),
          seq_max = max(seq_max, new.seq),
          oldest_received_at = min(oldest_received_at, new.received_at);
      end`,
    ],
  },
];
