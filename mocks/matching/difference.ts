/** A field in which a request differs from a recorded one, with both values as text. */
export interface Difference {
  field: string;
  received: string;
  recorded: string;
}
