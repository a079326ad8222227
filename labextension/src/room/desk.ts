/** What an owner's page asks and remembers beside the lesson, each a store that views subscribe to. */
import { type CallRooms, MyRooms } from "./my_rooms";
import { Questions } from "./questions";
import { RoomLink } from "./room_link";
import { Skipped } from "./skipped";

export interface Desk {
  readonly myRooms: MyRooms;
  /** How students get into this room. */
  readonly link: RoomLink;
  /** The host's questions: looked at before they are asked, or made on the spot. */
  readonly questions: Questions;
  /** Questions of the bank that this lesson leaves out. */
  readonly skipped: Skipped;
}

/** The desk of a room: `asPerson` asks for whoever is at the page, `asOwner` for the room's owner. */
export function deskOf(
  room: string,
  asPerson: CallRooms,
  asOwner: CallRooms,
  storage: () => Storage,
): Desk {
  return {
    myRooms: new MyRooms(asPerson),
    link: new RoomLink(asOwner, room),
    questions: new Questions(asOwner, room),
    skipped: new Skipped(room, storage),
  };
}
