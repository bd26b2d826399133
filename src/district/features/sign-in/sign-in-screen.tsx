/** The staff's door. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { signIn } from "../../platform/session.ts";

export function SignInScreen(): JSX.Element {
  const email = useSignal("");
  const password = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const isBusy = useSignal(false);
  const submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    const answer = await signIn(email.value.trim(), password.value);
    isBusy.value = false;
    password.value = "";
    // The same words whichever of the two was wrong: a stranger learns nothing about accounts.
    if (!answer.ok)
      problem.value =
        answer.code === "offline" || answer.code === "too-many-requests"
          ? answer.sentence
          : "Email atau kata sandi belum benar.";
  };
  return (
    <main>
      <form class="office-sign-in" onSubmit={(event) => void submit(event)}>
        <h1>Loket Dindukcapil</h1>
        {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
        <label class="field">
          Email
          <input
            type="email"
            autocomplete="username"
            value={email.value}
            onInput={(e) => (email.value = e.currentTarget.value)}
            required
          />
        </label>
        <label class="field">
          Kata sandi
          <input
            type="password"
            autocomplete="current-password"
            value={password.value}
            onInput={(e) => (password.value = e.currentTarget.value)}
            required
          />
        </label>
        <Button kind="primary" icon="unlock" isBusy={isBusy.value} onPress={() => void submit()}>
          Masuk
        </Button>
        {/* Enter signs in only where a form has a submit button, and our buttons act on taps alone. */}
        <input type="submit" hidden />
      </form>
    </main>
  );
}
