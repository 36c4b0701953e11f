import type { ByteSource } from '../../source/byte-source.ts';
import { u32, u64 } from '../../source/little-endian.ts';

/** Zip64 end of central directory record (APPNOTE 4.3.14). */
export interface Zip64Record {
  readonly offset: number;
  readonly length: number;
  readonly disk: number;
  readonly directoryDisk: number;
  readonly entriesHere: number;
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
}

export interface Zip64 {
  /** Where the locator stands (20 bytes, right before the end record), where it points and how many disks it tells of. */
  readonly locator: number;
  readonly pointsAt: number;
  readonly disks: number;
  /** The record right before the locator: zipfile before its CVE-2025-8291 fix, and miniz, look here first. */
  readonly adjacent: Zip64Record | null;
  /** The record the locator points at. The same object as `adjacent` when both are one. */
  readonly pointed: Zip64Record | null;
}

const LOCATOR_LENGTH = 20;
const RECORD_LENGTH = 56;
const LOCATOR_SIGNATURE = 0x07064b50;
const RECORD_SIGNATURE = 0x06064b50;

/** The Zip64 records that belong to the end record at `end`, or null when no locator stands before it. */
export async function readZip64(source: ByteSource, end: number): Promise<Zip64 | null> {
  const locator = end - LOCATOR_LENGTH;
  if (locator < 0) return null;
  const bytes = await source.read(locator, LOCATOR_LENGTH);
  if (bytes.length < LOCATOR_LENGTH || u32(bytes, 0) !== LOCATOR_SIGNATURE) return null;
  const pointsAt = u64(bytes, 8);
  const adjacent = await readRecord(source, locator - RECORD_LENGTH);
  const same = pointsAt === locator - RECORD_LENGTH;
  return {
    locator,
    pointsAt,
    disks: u32(bytes, 16),
    adjacent,
    pointed: same ? adjacent : await readRecord(source, pointsAt),
  };
}

async function readRecord(source: ByteSource, offset: number): Promise<Zip64Record | null> {
  if (offset < 0 || offset + RECORD_LENGTH > source.size) return null;
  const bytes = await source.read(offset, RECORD_LENGTH);
  if (bytes.length < RECORD_LENGTH || u32(bytes, 0) !== RECORD_SIGNATURE) return null;
  return {
    offset,
    length: Math.min(12 + u64(bytes, 4), source.size - offset),
    disk: u32(bytes, 16),
    directoryDisk: u32(bytes, 20),
    entriesHere: u64(bytes, 24),
    entries: u64(bytes, 32),
    directorySize: u64(bytes, 40),
    directoryOffset: u64(bytes, 48),
  };
}
