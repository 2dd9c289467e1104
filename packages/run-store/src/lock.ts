/**
 * One process a run: lock.json names the process that may write.
 *
 * A lock whose process has ended is taken over at once. Of several processes that try, one wins:
 * replacing a dead lock with token T takes a second lock, named after T, and under that a second look
 * at lock.json. Tokens are never used twice, so a late process either finds that second lock taken,
 * or finds that lock.json no longer holds T. The second lock is a lock like the first, so a process
 * that dies while it takes over is itself taken over.
 */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError } from "@resonance-rope/contracts/node";
import * as z from "zod";
import { type ProcessIdentity, isRunning, thisProcess } from "./process-identity.js";
import { replaceFile } from "./replace-file.js";
import { temporaryPathFor } from "./temporary-files.js";
import { writeSynced } from "./write-synced.js";

export interface Lock {
  /** Throws if another process has taken the lock, or someone has removed it. */
  assertHeld(): Promise<void>;
  /** Twice is once; a lock that another process has taken stays. */
  release(): Promise<void>;
}

interface LockHolder extends ProcessIdentity {
  readonly token: string;
}

const lockHolderSchema: z.ZodType<LockHolder> = z.strictObject({
  token: z.uuid(),
  pid: z.int().positive(),
  hostname: z.string(),
  start: z.string().nullable(),
});

/**
 * Takes the lock of a run folder; throws at once if a living process, or one of another host, has it.
 * `where` is the public function that asks, for the message.
 */
export async function acquireLock(directory: string, where: string): Promise<Lock> {
  const path = join(directory, "lock.json");
  try {
    return await acquire(path, where);
  } catch (error) {
    throw fileError(error, { where, action: "write", path });
  }
}

/** Whether a living process, or one of another host, has the lock of a run folder. */
export async function isLocked(directory: string): Promise<boolean> {
  const holder = await readHolder(join(directory, "lock.json"), "isLocked");
  return holder !== null && (holder.hostname !== hostname() || isRunning(holder));
}

/** More attempts than there are processes that could plausibly come and go between two of ours. */
const mostAttempts = 100;

async function acquire(path: string, where: string): Promise<Lock> {
  const own: LockHolder = { token: randomUUID(), ...thisProcess() };
  const temporary = temporaryPathFor(path);
  try {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      // Again each time: a new holder of the lock removes the temporary files it finds.
      await writeSynced(temporary, `${JSON.stringify(own)}\n`);
      if (await createFrom(temporary, path)) return heldLock(path, own);
      const holder = await readHolder(path, where);
      if (holder === null) continue;
      // A network file system may have linked and lost the answer.
      if (holder.token === own.token) return heldLock(path, own);
      refuseUnlessEnded(holder, path, where);
      if (await replaceEnded(holder, temporary, path, where)) return heldLock(path, own);
    }
    throw held(where, path, "processes that take it in turns", "try again when fewer processes start at the same time");
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Makes `path`, whole from its first moment, if it is not there. */
async function createFrom(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
  }
  try {
    // No hard links here, as on FAT. A process killed between creating and filling the file leaves it unreadable.
    await copyFile(temporary, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

async function replaceEnded(holder: LockHolder, temporary: string, path: string, where: string): Promise<boolean> {
  // The ending lets the next holder of the run remove it, should this process die here.
  const takeover = await acquire(join(dirname(path), `.takeover-${holder.token}.tmp`), where);
  try {
    if ((await readHolder(path, where))?.token !== holder.token) return false;
    await replaceFile(temporary, path);
    return true;
  } catch (error) {
    // A holder that has died since took the temporary file for a leftover.
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  } finally {
    await takeover.release();
  }
}

function heldLock(path: string, own: LockHolder): Lock {
  return {
    async assertHeld() {
      const holder = await readHolder(path, "assertHeld");
      if (holder?.token === own.token) return;
      throw new ResonanceError({
        kind: "unavailable",
        where: "assertHeld",
        expected: `${path} to be this process's lock`,
        received: holder === null ? "no lock" : `the lock of process ${holder.pid} on ${holder.hostname}`,
        remedy: "end this process; the run belongs to whoever opens or opened it next",
      });
    },
    async release() {
      if ((await readHolder(path, "release"))?.token === own.token) await rm(path, { force: true });
    },
  };
}

/** Who holds the lock; null if nobody does. */
async function readHolder(path: string, where: string): Promise<LockHolder | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw fileError(error, { where, action: "read", path });
  }
  try {
    return lockHolderSchema.parse(JSON.parse(text));
  } catch {
    throw held(where, path, "a lock that cannot be read", `if no process uses the run, delete ${path}`);
  }
}

function refuseUnlessEnded(holder: LockHolder, path: string, where: string): void {
  if (holder.hostname !== hostname())
    throw held(
      where,
      path,
      `the lock of process ${holder.pid} on the host ${holder.hostname}`,
      `if that process has ended, delete ${path}`,
    );
  if (isRunning(holder))
    throw held(
      where,
      path,
      `the lock of process ${holder.pid}, which is running`,
      `wait for it or stop it; if this folder is a copy of the one it uses, delete ${path}`,
    );
}

function held(where: string, path: string, received: string, remedy: string): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected: `${path} to be free`,
    received,
    remedy,
  });
}
