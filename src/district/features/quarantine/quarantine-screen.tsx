/** What people have to look at: entries that were set aside, by reason, and those that only wait for their photos. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { QuarantineDesk } from "../../../protocol/staff/set-aside.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Tabs } from "../../../ui/dense/tabs.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { useLive } from "../../platform/live.ts";
import "./quarantine.css";
import { SetAsideReasons } from "./set-aside-reasons.tsx";
import { WaitingList } from "./waiting-list.tsx";

export function QuarantineScreen(): JSX.Element {
  const { data, problem, read } = useLive<QuarantineDesk>(staffPaths.setAside);
  const openKey = useSignal("set-aside");
  const desk = data.value;
  if (!desk) return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  const total = desk.reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h1>Disisihkan</h1>
      <p>
        Semua kiriman di sini sudah diterima dan tersimpan. Yang disisihkan menunggu dilihat petugas; kiriman lain tetap
        jalan.
      </p>
      {problem.value !== undefined && <Message kind="warning">{problem.value}</Message>}
      <Tabs
        label="Keadaan"
        openKey={openKey.value}
        onOpen={(key) => (openKey.value = key)}
        tabs={[
          { key: "set-aside", label: "Perlu dilihat", count: total },
          { key: "waiting", label: "Menunggu foto", count: desk.waiting.length },
        ]}
      >
        {openKey.value === "waiting" ? (
          <WaitingList items={desk.waiting} at={desk.at} />
        ) : (
          <SetAsideReasons desk={desk} total={total} onDone={read} />
        )}
      </Tabs>
    </>
  );
}
