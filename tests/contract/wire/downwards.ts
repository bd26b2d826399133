/** Frozen: everything the district answers. */
import type { Bytes } from "../../../src/base/bytes.ts";
import { concatBytes, utf8 } from "../../../src/base/bytes.ts";
import { signWord, verifyWord } from "../../../src/crypto/district-words.ts";
import { openFields } from "../../../src/crypto/envelopes.ts";
import { noticeId } from "../../../src/crypto/hash.ts";
import { beginSeal } from "../../../src/crypto/sealing.ts";
import { encodeBlobPartItem, encodeNoticeItem, parseBundleItem } from "../../../src/protocol/bundle.ts";
import { encodeNotice, parseNotice } from "../../../src/protocol/notice.ts";
import type { ReplyBody } from "../../../src/protocol/reply.ts";
import { encodeReply, encodeReplyBody, parseReply, parseReplyBody } from "../../../src/protocol/reply.ts";
import { encodeSigned } from "../../../src/protocol/signed.ts";
import { parseStand } from "../../../src/protocol/stand.ts";
import { taggedBytes, tags } from "../../../src/protocol/tags.ts";
import * as fixed from "./fixed-values.ts";
import type { Message, World } from "./world.ts";
import { everybody, readWord, scope, valueOf } from "./world.ts";

export async function downwards(world: World): Promise<readonly Message[]> {
  const notice = {
    village: fixed.village,
    applicationId: world.applicationId,
    inEffect: world.digest,
    stage: "sent-back",
    targets: [{ target: "field:child-name", template: "unreadable" }],
    at: fixed.moment,
  };
  const noticeBody = encodeNotice(notice);
  const id = await noticeId(noticeBody);
  const signedNotice = encodeSigned(await signWord(world.keys.district, tags.notice, everybody, noticeBody));
  const sealedFields = await sealFixedFields(world, id);
  const { body, bytes } = await makeReply(world, signedNotice, { notice: id, sealed: sealedFields });
  const readFields = async (sealed: Bytes): Promise<unknown> =>
    valueOf(await openFields({ scope, notice: id, sealed, vaultKey: world.keys.vault }));
  const readReply = async (whole: Bytes): Promise<unknown> => {
    const reply = parseReply(whole);
    if (!reply.ok) return reply.code;
    const genuine = await verifyWord(world.ring, tags.reply, scope, reply.value.signed, { allowSuperseded: false });
    if (!genuine) return "signature-invalid";
    return [valueOf(parseReplyBody(reply.value.signed.body)), reply.value.blobParts];
  };
  return [
    {
      name: "stand",
      bytes: world.signedStand,
      read: readWord(world, tags.stand, everybody, parseStand),
      value: world.stand,
    },
    {
      name: "stand-notices",
      bytes: world.signedStandOfVillage,
      read: readWord(world, tags.stand, everybody, parseStand),
      value: world.standOfVillage,
    },
    { name: "notice", bytes: signedNotice, read: readWord(world, tags.notice, everybody, parseNotice), value: notice },
    { name: "notice-id", bytes: id, read: (b) => b, value: id },
    {
      name: "bundle-notice",
      bytes: encodeNoticeItem(signedNotice),
      read: (b) => valueOf(parseBundleItem(b)),
      value: { type: "notice", notice: signedNotice },
    },
    { name: "fields", bytes: sealedFields, read: readFields, value: fixed.fields },
    { name: "reply-body", bytes: encodeReplyBody(body), read: (b) => valueOf(parseReplyBody(b)), value: body },
    { name: "reply", bytes, read: readReply, value: [body, [blobPart(world)]] },
  ];
}

async function sealFixedFields(world: World, id: Bytes): Promise<Bytes> {
  const { vault } = world.keys;
  const aad = taggedBytes(tags.fields, scope, id);
  const ephemeral = await fixed.fixedEphemeral(vault.algorithm);
  return (await beginSeal(vault.publicKey, utf8(tags.fields), ephemeral)).finish(fixed.fieldsPlaintext, aad);
}

function blobPart(world: World): Bytes {
  const { hash, bytes } = world.blob;
  return encodeBlobPartItem({ hash, offset: 0, size: bytes.byteLength, namedBy: [], bytes });
}

async function makeReply(
  world: World,
  signedNotice: Bytes,
  sealed: ReplyBody["fields"][number],
): Promise<{ readonly body: ReplyBody; readonly bytes: Bytes }> {
  const prefix = world.digest.slice(0, 16);
  const states = ["held", "complete", "quarantined", "erased"] as const;
  const body: ReplyBody = {
    nonce: fixed.counting(16, 0x80),
    stand: world.signedStand,
    receipts: states.map((state, i) => ({
      digest: prefix,
      state,
      counter: i + 1,
      intake: state === "complete" ? 40 : 0,
    })),
    runReceipts: [],
    wantedEntries: [prefix],
    wantedBlobs: [{ hash: world.blob.hash, offset: 12 }],
    notices: [signedNotice],
    cursor: { epoch: 2, position: 8 },
    moreNotices: true,
    keyring: world.signedRing,
    configVersion: 3,
    commands: [{ id: 5, kind: "report" }],
    fields: [sealed],
    later: [prefix],
    laterMs: 600_000,
    neighbours: [world.signedCertificate],
    problem: "item-too-large",
  };
  const signed = await signWord(world.keys.district, tags.reply, scope, encodeReplyBody(body));
  return { body, bytes: concatBytes(...encodeReply(signed, [blobPart(world)])) };
}
