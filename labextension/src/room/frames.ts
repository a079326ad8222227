/** Messages of protocol v1 beside the documents, and how a frame's text becomes one. */
import type {
  Answer,
  FeedbackDocument,
  FeedDocument,
  GaugesDocument,
  MineDocument,
  QuestionDocument,
  Role,
  RoomDocument,
} from "./documents";

export const SUBPROTOCOL = "v1.room.pylivequestions";
/** Offered too, so that a host of another version can refuse in a way that we can read. */
export const ANY_VERSION = "room.pylivequestions";
/** Bytes: a host closes the socket on a longer frame. */
export const MAX_FRAME = 16 * 1024;

export interface Welcome {
  type: "welcome";
  epoch: string;
  room: string;
  seat: string;
  name: string;
  role: Role;
  now: number;
  expires_at: number;
}

export interface Stored {
  number?: number;
  answer?: Answer;
  made_at?: number;
  version?: number;
}

export interface Ack {
  type: "ack";
  id: number;
  command_id: string;
  result: string;
  reason?: string;
  seen?: number;
  stored?: Stored;
}

export interface Goodbye {
  type: "goodbye";
  code: number;
  reason: string;
}

export interface Ping {
  type: "ping";
  id: number;
}

export interface Pong {
  type: "pong";
  id: number;
}

export type Document =
  RoomDocument | QuestionDocument | MineDocument | FeedbackDocument | FeedDocument | GaugesDocument;

export type HostFrame = Welcome | Ack | Goodbye | Ping | Pong | Document;

export interface Held {
  epoch: string;
  room: number;
  question: string;
  feed: number;
}

/** What a poll says is still there: more than a hello, so that nothing is sent twice. */
export interface HeldByPoll extends Held {
  mine?: [number, number];
  feedback?: { round: string; amendment: number };
  gauges?: GaugesDocument;
}

/** The fields that this client decides by. Views check nothing, so a frame without them is refused. */
const needed: Record<HostFrame["type"], Record<string, (value: unknown) => boolean>> = {
  welcome: { epoch: isText, role: isText, seat: isText, now: isNumber, expires_at: isNumber },
  ack: { command_id: isText, result: isText },
  goodbye: { code: isNumber },
  ping: { id: isNumber },
  pong: { id: isNumber },
  room: { id: isText, version: isNumber, phase: isText, round: isNullOr(isRound) },
  question: { face: isText, kind: isText, prompt: isText, options: Array.isArray },
  mine: { version: isPair, number: isNumber },
  feedback: { round: isText, amendment: isNumber, distribution: isObject },
  feed: { after: isNumber, to: isNumber, facts: Array.isArray },
  gauges: { seated: isNumber, here: isNumber, away: isNumber, answered: isNumber },
};

/** Absent fields that the protocol allows a host to leave out, as the views expect them. */
const defaults: Partial<Record<HostFrame["type"], object>> = {
  room: { round: null, reveal: null, deadline: null },
  mine: {
    round: null,
    number: 0,
    answer: null,
    made_at: null,
    at_lock: false,
    late: false,
    order: null,
    mark: null,
  },
  feedback: { corrected_at: null },
  gauges: { presence: "" },
};

/**
 * The frame's message; null for a type that this client does not know, which is to be ignored.
 * Throws a `GarbledFrame` for what no host of version 1 says.
 */
export function readFrame(text: string): HostFrame | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new GarbledFrame("not JSON");
  }
  return readMessage(read);
}

/** The messages in the answer to a poll; null for what no host of version 1 answers. */
export function readPolled(body: unknown): { messages: HostFrame[]; more: boolean } | null {
  if (!isObject(body) || !Array.isArray(body.messages)) return null;
  try {
    const messages = body.messages.map(readMessage).filter((message) => message !== null);
    return messages[0]?.type === "welcome" ? { messages, more: body.more === true } : null;
  } catch {
    return null;
  }
}

/** The acknowledgement in the answer to an order; null if it is none. */
export function readAck(body: unknown): Ack | null {
  try {
    const message = readMessage(body);
    return message?.type === "ack" ? message : null;
  } catch {
    return null;
  }
}

function readMessage(read: unknown): HostFrame | null {
  if (!isObject(read) || !isText(read.type)) throw new GarbledFrame("no type");
  if (!Object.hasOwn(needed, read.type)) return null;
  const type = read.type as HostFrame["type"];
  const message: Record<string, unknown> = { ...defaults[type], ...read };
  for (const [field, holds] of Object.entries(needed[type])) {
    if (!holds(message[field])) throw new GarbledFrame(`${type}.${field}`);
  }
  return message as unknown as HostFrame;
}

/** What a host of version 1 never says. */
export class GarbledFrame extends Error {}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

function isRound(value: unknown): boolean {
  return isObject(value) && isText(value.id) && isNumber(value.number);
}

function isNullOr(holds: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === null || value === undefined || holds(value);
}
