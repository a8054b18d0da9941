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
  return db.project.upsert({ where: { slug }, create: { slug, name }, update: {}, select });
}

export async function listProjects(db: Queryable): Promise<Project[]> {
  return db.project.findMany({ select, orderBy: { createdAt: "asc" } });
}
