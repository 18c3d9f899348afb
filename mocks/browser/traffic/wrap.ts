type Method = (this: object, ...given: unknown[]) => unknown;

/** Calls back before a method does its work: with the object, and what the method was given. */
export function beforeCall(
  prototype: object | undefined,
  name: string,
  called: (object: object, given: readonly unknown[]) => void,
): void {
  wrap(prototype, name, (native) => {
    return function watched(...given) {
      safely(() => called(this, given));
      return native.apply(this, given);
    };
  });
}

/** Calls back with what the promise of a method resolves to, or with undefined where it rejects. */
export function afterCall(
  prototype: object | undefined,
  name: string,
  done: (object: object, result: unknown) => void,
): void {
  wrap(prototype, name, (native) => {
    return function watched(...given) {
      const promise = native.apply(this, given) as Promise<unknown>;
      void observe(promise, (result) => done(this, result));
      return promise; // the same one: the script that called sees no difference
    };
  });
}

async function observe(promise: Promise<unknown>, done: (result: unknown) => void): Promise<void> {
  let result: unknown;
  try {
    result = await promise;
  } catch {
    // Whoever called it gets the error.
  }
  safely(() => done(result));
}

/** Keeps an error of the watcher from the script that called. */
function safely(look: () => void): void {
  try {
    look();
  } catch {
    // It goes on unwatched.
  }
}

/** Replaces a method where there is one: browsers differ. */
function wrap(
  prototype: object | undefined,
  name: string,
  watch: (native: Method) => Method,
): void {
  const methods = prototype as Record<string, Method | undefined> | undefined;
  const native = methods?.[name];
  if (!methods || !native) return;
  Object.defineProperty(methods, name, {
    value: watch(native),
    writable: true,
    configurable: true,
    enumerable: Object.getOwnPropertyDescriptor(methods, name)?.enumerable ?? true,
  });
}
