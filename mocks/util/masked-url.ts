const CREDENTIAL = /key|token|secret|sig|password|auth|code/i;

/** Masks what may be a credential in the query of a URL, for messages: `?key=…`. */
export function maskedUrl(url: string): string {
  return url.replaceAll(/([?&])([^=&#]+)=([^&#]+)/g, (whole, mark: string, name: string) =>
    CREDENTIAL.test(name) ? `${mark}${name}=…` : whole,
  );
}

/** Names a request for messages: `POST https://host/path?key=…`. */
export function requestName({ method, url }: { method: string; url: string }): string {
  return `${method} ${maskedUrl(url)}`;
}
