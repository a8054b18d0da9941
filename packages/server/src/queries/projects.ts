import type { Queryable } from "../database/open-database.js";

export interface Project {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

const select = { id: true, slug: true, name: true } as const;

/** The project of that slug, made where there is none. */
export async function ensureProject(
  db: Queryable,
  { slug, name }: { slug: string; name: string },
): Promise<Project> {
  // Prisma's upsert reads before it writes: of two processes that start at once, one would fail.
  await db.project.createMany({ data: { slug, name }, skipDuplicates: true });
  return db.project.findUniqueOrThrow({ where: { slug }, select });
}
