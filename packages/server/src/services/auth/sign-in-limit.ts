import { AttemptLimit } from "./attempt-limit.js";

const windowMs = 15 * 60_000;

/**
 * How often a sign-in may fail in 15 minutes: 10 times for an email from one address, 100 times for an email from
 * anywhere, and 100 times from one address. Somebody at another address is locked out by the second only, which holds
 * where addresses can be made up: behind a proxy that passes on what clients claim.
 */
export class SignInLimit {
  readonly #byEmailAndIp: AttemptLimit;
  readonly #byEmail: AttemptLimit;
  readonly #byIp: AttemptLimit;

  constructor(now?: () => number) {
    const clock = now && { now };
    this.#byEmailAndIp = new AttemptLimit({ maxAttempts: 10, windowMs, ...clock });
    this.#byEmail = new AttemptLimit({ maxAttempts: 100, windowMs, ...clock });
    this.#byIp = new AttemptLimit({ maxAttempts: 100, windowMs, ...clock });
  }

  /** @throws TooManyAttemptsError */
  take({ email, ip }: { email: string; ip: string }): void {
    this.#byEmailAndIp.take(`${ip} ${email.toLowerCase()}`);
    this.#byEmail.take(email.toLowerCase());
    this.#byIp.take(ip);
  }

  /** The address keeps its count: one good sign-in must not pay for guesses at other emails. */
  succeeded({ email, ip }: { email: string; ip: string }): void {
    this.#byEmailAndIp.clear(`${ip} ${email.toLowerCase()}`);
    this.#byEmail.clear(email.toLowerCase());
  }
}
