import { expect, test } from "vitest";
import { createMachineRoom } from "./machine-room.ts";

const GIB = 1024 ** 3;

function roomWith(cores: number, freeGib: () => number) {
  return createMachineRoom({ cores, memoryBytes: 10 * GIB, freeBytes: () => freeGib() * GIB });
}

function taken(place: ReturnType<ReturnType<typeof roomWith>["take"]>) {
  if ("waitsFor" in place) throw new Error(place.waitsFor);
  return place;
}

test("as many instances run as there are cores, of one job or of several", () => {
  const room = roomWith(3, () => 9);
  const two = taken(room.take(2));
  expect(room.take(2)).toEqual({
    waitsFor: "Waiting for a place: this machine runs 3 instances at a time",
  });
  const one = taken(room.take(1));
  expect(room.take(1)).toHaveProperty("waitsFor");
  two.release();
  one.release();
  expect(room.take(3)).toHaveProperty("release");
});

test("a job of more instances than there are cores runs alone", () => {
  const room = roomWith(2, () => 9);
  const other = taken(room.take(1));
  expect(room.take(8)).toHaveProperty("waitsFor");
  other.release();
  expect(room.take(8)).toHaveProperty("release");
  expect(room.take(1)).toHaveProperty("waitsFor");
});

test("short of memory, nothing begins beside what runs, and something does where nothing runs", () => {
  let free = 0.5;
  const room = roomWith(4, () => free);
  const first = taken(room.take(1));
  expect(room.take(1)).toEqual({ waitsFor: "Waiting for memory: 0.5 of 10.0 GiB are free" });
  free = 2;
  expect(room.take(1)).toHaveProperty("release");
  first.release();
});

test("who waits is told when places come free, whoever had them", () => {
  const room = roomWith(1, () => 9);
  const place = taken(room.take(1));
  let seen: object = {};
  room.onRelease(() => {
    seen = room.take(1);
  });
  place.release();
  expect(seen).toHaveProperty("release");
});
