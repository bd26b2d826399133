/** What a content is made of, as format 2 sees it: values, lists and fields. Writes and reads nothing. */

/** A content without `undefined`: what a writer is given and a reader gives back. */
export type Value = string | number | boolean | null | Uint8Array | readonly Value[] | Fields;
export type Fields = { readonly [key: string]: Value };

export function isFields(value: Value | undefined): value is Fields {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value);
}

/** The elements of a list; undefined for anything else. */
export function elementsOf(value: Value | undefined): readonly Value[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
