import { createHash, randomBytes } from "node:crypto";
import { chown, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { type Account, canRun, canWorkIn, isRoot, postgresAccount } from "./account.js";
import { binariesIn, findBinaries, type PostgresBinaries } from "./binaries.js";

/** Where a Postgres lives and who runs it. */
export interface Placement {
  /** Holds `cluster/`; Postgres' account may write here. */
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
}

const location = z.object({ directory: z.string().min(1) });

/**
 * Decides where Postgres lives. An ordinary user has it in `directory`. As root it runs as another user, who must be
 * able to reach its data and its programs: below a private home he cannot, so they move to a shared place. The choice
 * is written down, so that a later change of permissions does not lose the data.
 */
export async function placePostgres(
  directory: string,
  onNotice: (message: string) => void,
): Promise<Placement> {
  await mkdir(directory, { recursive: true });
  const binaries = await findBinaries();
  const chosen = (await readLocation(directory)) ?? inPlace(directory);
  const owner = await ownerOf(clusterIn(chosen));
  if (!isRoot()) return { directory: chosen, binaries, account: undefined };
  // An earlier start may have been by an ordinary user: his data stays his.
  const account = owner && owner.uid !== 0 ? owner : postgresAccount();
  const place = owner ? chosen : await chooseDirectory(directory, account, onNotice);
  return { directory: place, binaries: await reachableBinaries(binaries, account, onNotice), account };
}

/** The folder of the cluster itself. */
export function clusterIn(directory: string): string {
  return path.join(directory, "cluster");
}

function inPlace(directory: string): string {
  return path.join(directory, "server");
}

async function chooseDirectory(
  directory: string,
  account: Account,
  onNotice: (message: string) => void,
): Promise<string> {
  const places = sharedPlaces(directory);
  // Not the folder's name alone: one that was removed and made again must not find the data of the first.
  const name = `${namePrefix(directory)}-${randomBytes(4).toString("hex")}`;
  for (const candidate of [inPlace(directory), ...places.map((place) => path.join(place, name))]) {
    if (!(await makeFor(candidate, account))) continue;
    if (candidate !== inPlace(directory)) {
      onNotice(`${directory} is closed to the user postgres, so the database lives in ${candidate}.`);
      const earlier = await earlierDirectories(path.dirname(candidate), directory);
      for (const other of earlier.filter((found) => found !== candidate))
        onNotice(`A database that ${directory} had earlier is in ${other}. Remove it if nobody needs it.`);
    }
    await writeFile(locationFile(directory), JSON.stringify({ directory: candidate }));
    return candidate;
  }
  throw new EmbeddedPostgresError(
    `The user postgres can write neither in ${directory} nor in ${places.join(" or ")}. Set TASTEMAKER_HOME to a folder that every user may enter, or DATABASE_URL to a Postgres of your own.`,
  );
}

async function earlierDirectories(place: string, directory: string): Promise<string[]> {
  const names = await readdir(place);
  return names
    .filter((name) => name.startsWith(`${namePrefix(directory)}-`))
    .map((name) => path.join(place, name));
}

function namePrefix(directory: string): string {
  return createHash("sha256").update(directory).digest("hex").slice(0, 12);
}

/** The programs themselves where the account can run them, else a copy that it can. */
async function reachableBinaries(
  binaries: PostgresBinaries,
  account: Account,
  onNotice: (message: string) => void,
): Promise<PostgresBinaries> {
  const places = sharedPlaces(binaries.root);
  if (canRun(binaries.postgres, account)) return binaries;
  const { size, mtimeMs } = await stat(binaries.postgres);
  const version = createHash("sha256").update(`${size} ${mtimeMs}`).digest("hex").slice(0, 8);
  for (const place of places) {
    const root = path.join(place, `postgres-${process.platform}-${process.arch}-${version}`);
    const copy = binariesIn(root, binaries);
    if (canRun(copy.postgres, account)) return copy;
    if (!(await makeShared(place))) continue;
    onNotice(`${binaries.root} is closed to the user postgres, so its programs are copied to ${root}.`);
    const unfinished = `${root}.${process.pid}`;
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await rm(root, { recursive: true, force: true });
    await rename(unfinished, root);
    if (canRun(copy.postgres, account)) return copy;
  }
  throw new EmbeddedPostgresError(
    `The user postgres cannot run ${binaries.postgres}, nor a copy of it in ${places.join(" or ")}. Make the folder open to every user, or set DATABASE_URL to a Postgres of your own.`,
  );
}

/** Makes a directory that the account can work in; false where that is not possible here. */
async function makeFor(directory: string, account: Account): Promise<boolean> {
  const parent = path.dirname(directory);
  if (sharedPlaces(directory).includes(parent) && !(await makeShared(parent))) return false;
  try {
    await mkdir(directory, { recursive: true, mode: 0o755 });
    await chown(directory, account.uid, account.gid);
    return canWorkIn(directory, account);
  } catch {
    return false;
  }
}

/** Makes a shared place; false where it cannot be made, or others could plant files in it. */
async function makeShared(place: string): Promise<boolean> {
  try {
    await mkdir(place, { recursive: true, mode: 0o755 });
    const { uid, mode } = await stat(place);
    return uid === 0 && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Folders that every user may enter, the better first. What is temporary stays so. */
function sharedPlaces(directory: string): string[] {
  const [lasting, temporary] = ["/var/lib/tastemaker", path.join(tmpdir(), "tastemaker")];
  const isTemporary = directory.startsWith(tmpdir() + path.sep);
  return isTemporary ? [temporary, lasting] : [lasting, temporary];
}

function locationFile(directory: string): string {
  return path.join(directory, "location.json");
}

async function readLocation(directory: string): Promise<string | undefined> {
  const text = await readFile(locationFile(directory), "utf8").catch(() => undefined);
  return text === undefined ? undefined : location.parse(JSON.parse(text)).directory;
}

async function ownerOf(directory: string): Promise<Account | undefined> {
  const found = await stat(directory).catch(() => undefined);
  return found && { uid: found.uid, gid: found.gid };
}
