import { Prisma } from "../database/generated/client.js";

/** True for Prisma's error about a value that a unique index holds already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
