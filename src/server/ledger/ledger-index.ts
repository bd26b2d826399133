/** What the ledger's records add up to, in memory. Applies records that are already durable; verifies nothing. */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes, toHex } from "../../base/bytes.ts";
import { certificateBytesMax, parseCertificate } from "../../protocol/certificate.ts";
import { digestPrefixBytes, runningHashBytes } from "../../protocol/entry.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { keyId } from "../../crypto/hash.ts";
import type { AnnouncedHead, CertificateEntry, Enrolled, Erasure, LedgerRecord, LedgerState } from "./ledger.ts";

const riseNumbers = 4;

export class LedgerIndex implements LedgerState {
  epoch = 0;
  serialMax = 0;
  readonly #byKey = new Map<string, CertificateEntry>();
  readonly #bySerial = new Map<number, CertificateEntry>();
  readonly #villages = new Map<string, readonly number[]>();
  readonly #codes = new Map<string, Enrolled>();
  readonly #erasures: Erasure[] = [];
  readonly #erasedDigests = new Set<string>();
  readonly #erasedApplications = new Set<string>();
  readonly #heads = new Map<string, AnnouncedHead>();
  /** By log: seq, time and both halves of the hash of every head that rose. Bare numbers: there are four per exchange that filed. */
  readonly #rises = new Map<string, number[]>();
  /** By device: when two heads for one place were last announced. */
  readonly #forkedAt = new Map<string, number>();
  readonly #forkedLogs = new Set<string>();
  /** By "key/device": of every certificate ever issued, and of what its tablet was before. */
  readonly #nameRights = new Map<string, "certified" | "formerly">();
  readonly #revokedDevices = new Set<string>();
  readonly #serialsOfVillage = new Map<number, readonly number[]>();

  async apply(record: LedgerRecord): Promise<void> {
    switch (record.kind) {
      case "epoch":
        // Rises only, whatever is written (DESIGN §2).
        this.epoch = Math.max(this.epoch, record.epoch);
        return;
      case "keyring":
        return;
      case "enrolled":
        this.#codes.set(toHex(record.codeHash), record);
        for (const signed of record.certificates) await this.#addCertificate(signed, record.formerly ?? []);
        return;
      case "revoked":
        this.#revoke(record.serial, record.at);
        return;
      case "erased":
        this.#erasures.push(record);
        for (const digest of record.digests) this.#erasedDigests.add(toHex(digest));
        for (const id of record.applicationIds) this.#erasedApplications.add(toHex(id));
        return;
      case "heads":
        for (const head of record.heads) this.#announce(head);
        return;
    }
  }

  async #addCertificate(signed: Bytes, formerly: readonly Bytes[]): Promise<void> {
    const outer = parseSigned(signed, certificateBytesMax);
    const certificate = outer.ok ? parseCertificate(outer.value.body) : outer;
    if (!certificate.ok) return;
    const signingKeyId = await keyId(certificate.value.signingKey);
    const entry = { certificate: certificate.value, signed, signingKeyId, revokedAt: undefined };
    this.#bySerial.set(entry.certificate.serial, entry);
    for (const device of formerly) {
      const name = nameOf(signingKeyId, device);
      if (!this.#nameRights.has(name)) this.#nameRights.set(name, "formerly");
    }
    this.#nameRights.set(nameOf(signingKeyId, entry.certificate.device), "certified");
    const { village, serial } = entry.certificate;
    this.#serialsOfVillage.set(village, [...(this.#serialsOfVillage.get(village) ?? []), serial]);
    this.#villages.set(toHex(signingKeyId), [...this.villagesOf(signingKeyId), entry.certificate.village]);
    this.serialMax = Math.max(this.serialMax, entry.certificate.serial);
    // Revoked is for good: a key that was revoked is not made good by a later certificate.
    if (this.#byKey.get(toHex(signingKeyId))?.revokedAt === undefined) this.#byKey.set(toHex(signingKeyId), entry);
  }

  #revoke(serial: number, at: number): void {
    const entry = this.#bySerial.get(serial);
    if (!entry || entry.revokedAt !== undefined) return;
    const revoked = { ...entry, revokedAt: at };
    this.#bySerial.set(serial, revoked);
    this.#byKey.set(toHex(entry.signingKeyId), revoked);
    this.#revokedDevices.add(toHex(entry.certificate.device));
  }

  /** The highest head counts; two different hashes for one seq are a log that was continued twice. */
  #announce(head: AnnouncedHead): void {
    const name = headName(head.device, head.logId);
    const known = this.#heads.get(name);
    if (known?.seq === head.seq && !equalBytes(known.runningHash, head.runningHash)) {
      this.#forkedAt.set(toHex(head.device), head.at);
      this.#forkedLogs.add(name);
    }
    if (known && head.seq <= known.seq) return;
    this.#heads.set(name, head);
    const rises = this.#rises.get(name) ?? [];
    const hash = viewOf(head.runningHash);
    rises.push(head.seq, head.at, hash.getUint32(0), hash.getUint32(4));
    this.#rises.set(name, rises);
  }

  findBySigningKey(signingKeyId: Bytes): CertificateEntry | undefined {
    return this.#byKey.get(toHex(signingKeyId));
  }

  nameRight(signingKeyId: Bytes, device: Bytes): "certified" | "formerly" | undefined {
    return this.#nameRights.get(nameOf(signingKeyId, device));
  }

  isRevokedDevice(device: Bytes): boolean {
    return this.#revokedDevices.has(toHex(device));
  }

  villagesOf(signingKeyId: Bytes): readonly number[] {
    return this.#villages.get(toHex(signingKeyId)) ?? [];
  }

  findBySerial(serial: number): CertificateEntry | undefined {
    return this.#bySerial.get(serial);
  }

  certificates(): readonly CertificateEntry[] {
    return [...this.#bySerial.values()];
  }

  certificatesOfVillage(village: number): readonly CertificateEntry[] {
    const serials = this.#serialsOfVillage.get(village) ?? [];
    return serials.map((serial) => this.#bySerial.get(serial)).filter((entry) => entry !== undefined);
  }

  findSpentCode(codeHash: Bytes): Enrolled | undefined {
    return this.#codes.get(toHex(codeHash));
  }

  erasures(): readonly Erasure[] {
    return this.#erasures;
  }

  isErasedDigest(prefix: Bytes): boolean {
    return this.#erasedDigests.has(toHex(prefix.subarray(0, digestPrefixBytes)));
  }

  isErasedApplication(applicationId: Bytes): boolean {
    return this.#erasedApplications.has(toHex(applicationId));
  }

  heads(): readonly AnnouncedHead[] {
    return [...this.#heads.values()];
  }

  findHead(device: Bytes, logId: Bytes): AnnouncedHead | undefined {
    return this.#heads.get(headName(device, logId));
  }

  announcedAt(device: Bytes, logId: Bytes, seq: number): number | undefined {
    const rises = this.#rises.get(headName(device, logId)) ?? [];
    for (let at = 0; at < rises.length; at += riseNumbers) if ((rises[at] ?? 0) >= seq) return rises[at + 1];
    return undefined;
  }

  announcedPlaces(device: Bytes, logId: Bytes): readonly Pick<AnnouncedHead, "seq" | "runningHash">[] {
    const rises = this.#rises.get(headName(device, logId)) ?? [];
    return Array.from({ length: rises.length / riseNumbers }, (_, rise) => {
      const [seq = 0, , high = 0, low = 0] = rises.slice(rise * riseNumbers, (rise + 1) * riseNumbers);
      const runningHash = new Uint8Array(runningHashBytes);
      viewOf(runningHash).setUint32(0, high);
      viewOf(runningHash).setUint32(4, low);
      return { seq, runningHash };
    });
  }

  forkedAt(device: Bytes): number {
    return this.#forkedAt.get(toHex(device)) ?? 0;
  }

  isForkedLog(device: Bytes, logId: Bytes): boolean {
    return this.#forkedLogs.has(headName(device, logId));
  }
}

function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function nameOf(signingKeyId: Bytes, device: Bytes): string {
  return `${toHex(signingKeyId)}/${toHex(device)}`;
}

function headName(device: Bytes, logId: Bytes): string {
  return `${toHex(device)}/${toHex(logId)}`;
}
