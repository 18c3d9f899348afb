/** Matches what stands in a cassette for a secret that was removed, such as `REDACTED_EMAIL_1`. */
export const PLACEHOLDER = /REDACTED_[A-Z]+(?:_[A-Z]+)*_\d+/;
