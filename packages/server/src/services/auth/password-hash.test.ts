import { describe, expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash.js";

describe("a password's hash", () => {
  test("is verified by the password, in whatever form its accents come, and by no other", async () => {
    const hash = await hashPassword("caf\u00e9 au lait");
    expect(await verifyPassword("cafe\u0301 au lait", hash)).toBe(true);
    expect(await verifyPassword("cafe au lait", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
  });

  test("is salted, and names its cost", async () => {
    const [one, other] = await Promise.all([hashPassword("same"), hashPassword("same")]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toContain("same");
  });

  test("of another scheme is no password's", async () => {
    expect(await verifyPassword("secret", "plain$secret")).toBe(false);
    expect(await verifyPassword("", "")).toBe(false);
  });
});
