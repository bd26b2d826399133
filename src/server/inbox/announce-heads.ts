/**
 * Announced heads go into the ledger before the reply: from them the district names what it does not have, even when
 * tablet and database are both gone (DESIGN §2, §4.1).
 */
import type { Bytes } from "../../base/bytes.ts";
import { equalBytes } from "../../base/bytes.ts";
import type { District } from "../district.ts";
import type { AnnouncedHead, LedgerState } from "../ledger/ledger.ts";
import { StorageFullError } from "../storage/ports.ts";
import type { Session } from "./session.ts";

/** Appends what is news in the bundle's own heads and the slips it carried. A key without certificate announces nothing. */
export async function announceHeads(district: District, session: Session): Promise<void> {
  const { header, body, certificate, signingKeyId } = session.sender;
  if (!certificate) return;
  const at = district.clock.now();
  const { state } = district.ledger;
  const mayName = (device: Bytes): boolean =>
    state.nameRight(signingKeyId, device) !== undefined || isNeighbour(state, device, certificate.village);
  const own = body.heads
    .filter((head) => !head.device || mayName(head.device))
    .map((head): AnnouncedHead => ({ ...head, device: head.device ?? header.device, source: "exchange", at }));
  const heads = [...own, ...session.heads];
  const fresh = heads.filter((head) => isNews(state, head));
  if (fresh.length === 0) return;
  session.newHeads.push(...fresh);
  try {
    await district.ledger.appendOnce(async (latest) => {
      const news = heads.filter((head) => isNews(latest, head));
      return { records: news.length > 0 ? [{ kind: "heads", heads: news }] : [], value: undefined };
    });
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
    session.tellFull();
  }
}

/** Another device's log is announced by a tablet of its village, or by the one it became: a stranger names no gaps of others. */
function isNeighbour(state: LedgerState, device: Bytes, village: number): boolean {
  return state.certificatesOfVillage(village).some(({ certificate }) => equalBytes(certificate.device, device));
}

/** Higher than what is known, or another history for the same place. */
function isNews(state: LedgerState, head: AnnouncedHead): boolean {
  if (head.seq === 0) return false;
  const known = state.findHead(head.device, head.logId);
  if (!known || head.seq > known.seq) return true;
  return (
    head.seq === known.seq &&
    !equalBytes(head.runningHash, known.runningHash) &&
    !state.isForkedLog(head.device, head.logId)
  );
}
