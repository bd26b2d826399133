/** Where the district's features meet: frame, navigation, and the screen of the current route. */
import type { JSX } from "preact";
import { Button } from "../ui/actions/button.tsx";
import { CaseScreen } from "./features/case/case-screen.tsx";
import { CasesScreen } from "./features/cases/cases-screen.tsx";
import { CourierScreen } from "./features/courier/courier-screen.tsx";
import { DeviceScreen } from "./features/device/device-screen.tsx";
import { DoubtsScreen } from "./features/doubts/doubts-screen.tsx";
import { EnrolmentScreen } from "./features/enrolment/enrolment-screen.tsx";
import { HealthScreen } from "./features/health/health-screen.tsx";
import { QuarantineScreen } from "./features/quarantine/quarantine-screen.tsx";
import { SignInScreen } from "./features/sign-in/sign-in-screen.tsx";
import { go, pathOfRoute, route } from "./platform/route.ts";
import type { Route } from "./platform/route.ts";
import { configuration, me, signOut } from "./platform/session.ts";

export function App(): JSX.Element | null {
  if (me.value === undefined) return null;
  if (me.value === null) return <SignInScreen />;
  return (
    <div class="office">
      <header class="office-header">
        <p class="office-name">
          <strong>Loket</strong> {configuration.value?.office.name ?? "Dindukcapil"}
        </p>
        <nav class="office-nav" aria-label="Halaman">
          <NavLink to={{ name: "health" }}>Pantau</NavLink>
          <NavLink to={{ name: "cases" }}>Berkas</NavLink>
          <NavLink to={{ name: "quarantine" }}>Disisihkan</NavLink>
          <NavLink to={{ name: "courier" }}>Berkas titipan</NavLink>
          {me.value.role !== "operator" && <NavLink to={{ name: "enrolment" }}>Pendaftaran tablet</NavLink>}
          {me.value.role === "admin" && <NavLink to={{ name: "doubts" }}>Aturan</NavLink>}
        </nav>
        <div class="office-who">
          <p>{`${me.value.name} (${me.value.role})`}</p>
          <Button kind="quiet" icon="lock" onPress={() => void signOut()}>
            Keluar
          </Button>
        </div>
      </header>
      <main class="office-main">
        <CurrentScreen at={route.value} />
      </main>
    </div>
  );
}

function CurrentScreen({ at }: { readonly at: Route }): JSX.Element {
  switch (at.name) {
    case "health":
      return <HealthScreen />;
    case "device":
      return <DeviceScreen key={at.device} device={at.device} />;
    case "enrolment":
      return <EnrolmentScreen />;
    case "quarantine":
      return <QuarantineScreen />;
    case "courier":
      return <CourierScreen />;
    case "doubts":
      return <DoubtsScreen />;
    case "cases":
      return <CasesScreen />;
    case "case":
      return <CaseScreen key={at.application} application={at.application} />;
  }
}

function NavLink({ to, children }: { readonly to: Route; readonly children: string }): JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  const isHere = route.value.name === to.name || (to.name === "cases" && route.value.name === "case");
  return (
    <a href={pathOfRoute(to)} onClick={follow} aria-current={isHere ? "page" : undefined}>
      {children}
    </a>
  );
}
