"""What an instructor orders: questions picked or made up, locks, feedback, the close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pylq_ext.banks.bank import Bank, BankQuestion
from pylq_ext.banks.improvised import improvised_cell
from pylq_ext.domain.errors import InvalidInput, NoSuchQuestion
from pylq_ext.domain.kinds import key_ids
from pylq_ext.domain.question import option_id
from pylq_ext.protocol.client import OwnerConnection
from pylq_ext.protocol.documents import OwnerRound
from pylq_ext.widgets.bank_list import Asked, from_bank, put_question
from pylq_ext.widgets.one_call import one_call
from pylq_ext.widgets.owned_room import OwnedRoom, entry_of
from pylq_ext.widgets.right import accepted_forms, right_options
from pylq_ext.widgets.round import Round


class RoomOrders(OwnedRoom):
    """The orders that move a room; each returns when it is stored."""

    @one_call
    def pick(self, question: BankQuestion | int | str, again: bool = False) -> Round:
        """Make a question the current round, and return it.

        `question` is one of a bank; or, of the bank given to `open_room`, its number, its cell's
        id, or "next" for the one after the last that was picked; a bank whose file was written
        since is read anew. One that is already open or
        locked stays as it is, unless `again` asks for a re-vote. Raises InvalidQuestion with each
        mistake if its cell has some, and NoSuchQuestion if there is none.
        """
        return self._pick(from_bank(self._question(question)), again=again)

    @one_call
    def ask(
        self,
        prompt: str,
        options: Iterable[object] = (),
        right: object = None,
        *,
        multiple: bool = False,
        number: bool = False,
        again: bool = False,
    ) -> Round:
        """Make up a question and make it the current round.

        Prompt and options are Markdown, numbers are written as they are. `right` is a letter of
        theirs, `"B"`, or a list of letters, after which several may be chosen, as with
        `multiple`; None asks without a key, and `correct_key` can give one later. Without options
        it is answered in words, or with `number` by a number; then `right` is the number or the
        line that is right, or a list of them, a number also as `"2 ± 0.01"`. `again` is as in
        `pick`. Raises InvalidQuestion if the texts cannot be asked, InvalidInput if these do not
        go together.
        """
        texts = _texts(options)
        if texts and number:
            raise InvalidInput("A number is typed: `number` and options do not go together.")
        ids = [option_id(position) for position in range(len(texts))]
        source = improvised_cell(
            _text(prompt, "The prompt"),
            texts,
            right=right_options(right, ids) if texts else None,
            multiple=multiple or isinstance(right, (list, tuple, set, frozenset)),
            number=number,
            accepted=() if texts else accepted_forms(right, number=number),
        )
        return self._pick(Asked(source), again=again)

    def undo(self) -> None:
        """Withdraw the current round, as if it had not been picked; not after the feedback."""
        self._submit(lambda owner: owner.order("undo"))

    def lock(self, now: bool = False) -> Round:
        """Take no more answers in the current round, and return it once it is locked.

        Cards are told three seconds before, and send what is chosen; with `now` they are not.
        """
        ack = self._submit(lambda owner: owner.lock(now=now))
        if "deadline" in ack.stored:
            self._client.wait_until(_is_locked)
        return self._round_with(ack)

    def reopen(self) -> Round:
        """Take answers again, or call an announced lock off; not after the feedback."""
        return self._round_with(self._submit(lambda owner: owner.order("reopen")))

    def show_feedback(self) -> Round:
        """Show everyone what is right, and why; an open round is locked at once."""
        return self._round_with(self._submit(lambda owner: owner.order("show_feedback")))

    def show_round(self, number: int) -> Round:
        """Make a round whose feedback was shown current again. Raises NotRevealed, NoSuchRound."""
        return self._round_with(self._submit(lambda owner: owner.show_round(number)))

    @one_call
    def correct_key(
        self,
        right: object,
        round: Round | int | None = None,  # noqa: A002 - what it is called everywhere
    ) -> Round:
        """Have other options count as right, and return the round.

        `right` is a letter, a list of letters (each counts where one is chosen, together where
        several are), or None for no key at all; where answers are typed, "B" is the second that
        the question lists. Of an answer with parts it says what counts of each: "B:1" is item B
        in place 1 (ordering) or with 1 (matching), "1:A" the first that blank 1 lists. Without
        `round`: in the current one, or in the last one if there is none now. All its answers are
        marked again, and whoever has seen its feedback is told.
        Raises InvalidInput if there are no such options, NoSuchRound, and NoOpenRound if there
        has been no round.
        """
        held = self._client.look()
        entry = entry_of(held.room, round)
        face, key = self._shelf.find(entry.question, held.questions)
        options = right_options(right, key_ids(face, key))
        return self._round_with(self._submit(lambda owner: owner.correct_key(entry.id, options)))

    def clear(self) -> None:
        """Have no current round: everybody waits."""
        self._submit(lambda owner: owner.order("clear"))

    def close(self) -> None:
        """End the lesson. Its record can still be read; nobody can answer or join any more."""
        self._submit(lambda owner: owner.close())

    def _pick(self, asked: Asked, *, again: bool) -> Round:
        hash_ = put_question(self._host, self._id, asked)
        ack = self._submit(
            lambda owner: owner.pick(hash_, bank=asked.bank, cell=asked.cell, again=again)
        )
        return self._round_with(ack)

    def _question(self, which: BankQuestion | int | str) -> BankQuestion:
        if isinstance(which, BankQuestion):
            chosen = which
        elif (bank := self._bank_now()) is None:
            raise InvalidInput(
                "This room has no bank to pick from by number or id: give it one, "
                "open_room(name, bank), or pick a question of a bank, room.pick(bank[3])."
            )
        elif which == "next":
            chosen = self._next(bank)
        else:
            try:
                chosen = bank[which]
            except LookupError as error:
                raise NoSuchQuestion(str(error.args[0])) from None
        _ = chosen.question  # raises InvalidQuestion, with each mistake
        return chosen

    def _bank_now(self) -> Bank | None:
        # A file that was moved away in mid-lesson must not stop it, the questions are here; and the
        # panel tells of it.
        self._look_at_bank(quietly=True)
        return self.bank

    def _next(self, bank: Bank) -> BankQuestion:
        lines = self._kept.message["questions"] if self._kept is not None else []
        asked = [_number_of(lines, entry) for entry in self._document().rounds]
        last = next((number for number in reversed(asked) if number), 0)
        for question in bank:
            if question.number > last and not question.broken:
                return question
        raise NoSuchQuestion(f"Question {last} was the last one of the bank {bank.title!r}.")


def _number_of(lines: Sequence[Mapping[str, Any]], entry: OwnerRound) -> int:
    """Return the number of the question that a round asked, 0 for none of the bank's.

    By its text first: a cell that is known by its place is another one as soon as something is put
    in above it.
    """
    there = [line for line in lines if (line["bank"], line["cell"]) == (entry.bank, entry.cell)]
    alike = [line for line in lines if line["hash"] == entry.question]
    both = [line for line in alike if line in there]
    found = both or alike or (there if entry.cell is not None else [])
    return int(found[0]["number"]) if found else 0


def _is_locked(owner: OwnerConnection) -> bool:
    """Return whether an announced lock was committed, or called off."""
    return owner.room is not None and owner.room.deadline is None


def _texts(options: Iterable[object]) -> list[str]:
    if isinstance(options, str):
        raise InvalidInput(
            f"Options are a list of texts, like [{options[:20]!r}, …], not one text."
        )
    return [_text(option, "An option") for option in options]


def _text(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    # Whoever asks for a number has numbers to offer.
    if isinstance(value, (bool, int, float)):
        return str(value)
    raise InvalidInput(f"{what} is a text, not of the type {type(value).__name__}.")
