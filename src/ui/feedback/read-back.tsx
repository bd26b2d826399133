/** A value so large that it can be compared or copied from an arm's length: NIK, date, slip code. */
import type { JSX } from "preact";

export type ReadBackProps = {
  readonly label: string;
  /** Groups stay whole when the line breaks. */
  readonly groups: readonly string[];
};

export function ReadBack({ label, groups }: ReadBackProps): JSX.Element {
  return (
    <div class="read-back">
      <p class="read-back-label">{label}</p>
      <p class="read-back-value numbers">
        {groups.map((group, index) => (
          <span key={index} class="read-back-group">
            {group}
          </span>
        ))}
      </p>
    </div>
  );
}
