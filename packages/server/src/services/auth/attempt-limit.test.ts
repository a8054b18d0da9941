import { describe, expect, test } from "vitest";
import { TooManyAttemptsError } from "../../errors/api-errors.js";
import { AttemptLimit } from "./attempt-limit.js";
import { SignInLimit } from "./sign-in-limit.js";

const minute = 60_000;

function limitWithClock(maxAttempts: number) {
  const clock = { now: 0 };
  return { clock, limit: new AttemptLimit({ maxAttempts, windowMs: 15 * minute, now: () => clock.now }) };
}

describe("AttemptLimit", () => {
  test("refuses after the last attempt, says how long, and allows again when the window is over", () => {
    const { clock, limit } = limitWithClock(3);
    for (let i = 0; i < 3; i++) limit.take("a");
    clock.now = 5.5 * minute;
    expect(() => limit.take("a")).toThrow("3 attempts failed. Try again in 10 minutes.");
    limit.take("b");
    clock.now = 15 * minute;
    limit.take("a");
  });

  test("forgets a key that is cleared", () => {
    const { limit } = limitWithClock(1);
    limit.take("a");
    limit.clear("a");
    limit.take("a");
    expect(() => limit.take("a")).toThrow(TooManyAttemptsError);
  });

  test("holds a bounded number of keys and forgets the oldest first", () => {
    const { limit } = limitWithClock(1);
    for (let i = 0; i <= 10_000; i++) limit.take(`key ${i}`);
    expect(() => limit.take("key 10000")).toThrow(TooManyAttemptsError);
    expect(() => limit.take("key 1")).toThrow(TooManyAttemptsError);
    limit.take("key 0");
  });
});

describe("SignInLimit", () => {
  test("counts an email in any case, for one address only", () => {
    const limit = new SignInLimit(() => 0);
    for (let i = 0; i < 10; i++) limit.take({ email: i % 2 ? "A@B.org" : "a@b.org", ip: "10.0.0.1" });
    expect(() => limit.take({ email: "a@b.org", ip: "10.0.0.1" })).toThrow(TooManyAttemptsError);
    limit.take({ email: "a@b.org", ip: "10.0.0.2" });
    limit.take({ email: "c@b.org", ip: "10.0.0.1" });
  });

  test("stops guesses at an email from addresses without end", () => {
    const limit = new SignInLimit(() => 0);
    for (let i = 0; i < 100; i++) limit.take({ email: "a@b.org", ip: `10.0.0.${i}` });
    expect(() => limit.take({ email: "A@b.org", ip: "10.0.1.1" })).toThrow(TooManyAttemptsError);
  });

  test("stops an address that tries many emails, whether or not one succeeds", () => {
    const limit = new SignInLimit(() => 0);
    for (let i = 0; i < 100; i++) limit.take({ email: `${i}@b.org`, ip: "10.0.0.1" });
    limit.succeeded({ email: "1@b.org", ip: "10.0.0.1" });
    expect(() => limit.take({ email: "new@b.org", ip: "10.0.0.1" })).toThrow(TooManyAttemptsError);
  });
});
