"""Reads a vault with programs that are not ours, and sees that each change of it is found.

Usage: check_vault.py PROGRAM

PROGRAM is the example `outside_vault`, which makes a vault of invented content and writes down how it reads it.
The vaults kept for the tests of migrations are read as well. Ends with `N passed, N failed`.
"""

import base64
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from cryptography.exceptions import InvalidSignature

import verify_record as outside

KEPT = pathlib.Path("crates/store/tests/kept")
COUNT = {"passed": 0, "failed": 0}

# Each is one change that somebody who holds the key could make with any SQLite program.
LAST = "(SELECT max(seq) FROM case_rows WHERE case_id = (SELECT min(id) FROM cases))"
ONE = "case_id = (SELECT min(id) FROM cases)"
ALTERATIONS = {
    "a flipped byte of a payload": [f"UPDATE payloads SET bytes = CAST('Ein Kase' AS BLOB) WHERE {ONE} AND seq = 1"],
    "another salt": [f"UPDATE payloads SET salt = zeroblob(16) WHERE {ONE} AND seq = 2"],
    "a payload taken away": [f"DELETE FROM payloads WHERE {ONE} AND seq = 2"],
    "a row taken out": [f"DELETE FROM {table} WHERE {ONE} AND seq = 3" for table in ("case_rows", "payloads")],
    "the last row taken off": [f"DELETE FROM {table} WHERE {ONE} AND seq = 7" for table in ("payloads", "case_rows")],
    "the last row taken off, and the list made to fit": [
        f"DELETE FROM payloads WHERE {ONE} AND seq = 7",
        f"DELETE FROM case_rows WHERE {ONE} AND seq = 7",
        f"UPDATE case_heads SET seq = 6, hash = (SELECT hash FROM case_rows WHERE {ONE} AND seq = 6) WHERE {ONE}",
    ],
    "two rows exchanged": [
        f"UPDATE {table} SET seq = {to} WHERE {ONE} AND seq = {was}"
        for table in ("case_rows", "payloads")
        for was, to in ((3, 100), (4, 3), (100, 4))
    ],
    "another author": [f"UPDATE case_rows SET actor = 'p2' WHERE {ONE} AND seq = 1"],
    "another time": [f"UPDATE case_rows SET recorded = '2026-03-27T16:00:00+00:00' WHERE {ONE} AND seq = 4"],
    "another zone": [f"UPDATE case_rows SET zone = 'UTC' WHERE {ONE} AND seq = 4"],
    "another kind": [f"UPDATE case_rows SET kind = 'sent' WHERE {ONE} AND seq = 4"],
    "a case under another number": ["UPDATE cases SET number = '2026-009' WHERE number = '2026-002'"],
    "a case taken away": [
        f"DELETE FROM {table} WHERE {ONE}" for table in ("payloads", "case_rows", "case_heads")
    ] + ["DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)"],
    "a journal entry by somebody else": ["UPDATE journal SET actor = 'p1' WHERE kind = 'looked' AND actor = 'p2'"],
    "a journal entry of another time": ["UPDATE journal SET recorded = '2026-03-27T16:00:00+00:00' WHERE seq = 5"],
    "a journal entry taken out": ["DELETE FROM journal WHERE seq = 5", "DELETE FROM journal_payloads WHERE seq = 5"],
    "the end of the journal taken off": [
        "DELETE FROM journal_payloads WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    ],
    "a look hidden from its case": ["UPDATE journal SET subject = NULL WHERE kind = 'looked'"],
    "a byte of an attachment": ["UPDATE document_chunks SET bytes = x'00' WHERE part = 2"],
}


def check(what: str, holds: bool) -> None:
    print(f"{'ok     ' if holds else 'FAILED '} {what}")
    COUNT["passed" if holds else "failed"] += 1


def broken(folder: pathlib.Path, secret: bytes) -> str:
    """What the verifier finds; empty when everything holds."""
    try:
        outside.verify(folder, secret)
    except outside.Broken as found:
        return str(found)
    return ""


def change(folder: pathlib.Path, secret: bytes, statements: list[str]) -> bool:
    """Changes rows with the triggers taken away. Answers whether every statement changed something."""
    database = outside.open_database(folder, outside.unlock(folder, secret))
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    changed = [database.execute(statement).rowcount for statement in statements]
    database.commit()
    database.close()
    return all(count > 0 for count in changed)


def alterations(vault: pathlib.Path, secret: bytes) -> None:
    for what, statements in ALTERATIONS.items():
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(shutil.copytree(vault, f"{scratch}/vault"))
            done = change(copy, secret, statements)
            found = broken(copy, secret)
            check(f"{what}: {found or 'not found'}", done and bool(found))
    # Taking the triggers away alone changes no row: what was found above was the change.
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(shutil.copytree(vault, f"{scratch}/vault"))
        change(copy, secret, [])
        check("a vault without its triggers holds", broken(copy, secret) == "")
        state = json.loads((copy / "state.json").read_text())
        state["journal"]["seq"] -= 1
        (copy / "state.json").write_text(json.dumps(state))
        check("an anchor that somebody set back", "MAC" in broken(copy, secret))
        shutil.copy(vault / "state.json", copy / "state.json")
        slots = json.loads((copy / "slots.json").read_text())
        slots["generation"] += 1
        (copy / "slots.json").write_text(json.dumps(slots))
        check("a slot file that somebody changed", "MAC" in broken(copy, secret))


def forge(folder: pathlib.Path, secret: bytes) -> None:
    """Alters the first entry of a case as somebody would who has the key, time and this format: everything that follows
    from it is worked out again, the anchor, too."""
    key = outside.unlock(folder, secret)
    database = outside.open_database(folder, key)
    ask = lambda sql, *values: database.execute(sql, values).fetchall()
    for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        ask(f"DROP TRIGGER {name}")
    put, number, sha = outside.put, outside.number, outside.sha
    ((case,),) = ask("SELECT min(id) FROM cases")
    ask("UPDATE payloads SET bytes = CAST('forged' AS BLOB) WHERE case_id = ? AND seq = 1", case)

    def again(rows: str, payloads: str, where: str, values: list, previous: bytes) -> bytes:
        for row in ask(f"SELECT seq, recorded, zone, actor, kind, kind_version, salt, bytes FROM {rows} JOIN {payloads}"
                       f" USING ({'case_id, seq' if values else 'seq'}){where} ORDER BY seq", *values):
            seq, recorded, zone, actor, kind, kind_version, salt, payload = row
            if kind == "case-head" and json.loads(payload)["case"] == case.hex():
                said = json.loads(payload)
                said["hash"] = heads[said["seq"]].hex()
                payload = json.dumps(said).encode()
                ask(f"UPDATE {payloads} SET bytes = ? WHERE seq = ?", payload, seq)
            commitment = sha(put("stepwise payload 1"), put(salt), put(payload))
            facts = number(1, 2) + number(seq, 8) + put(recorded) + put(zone) + put(actor) + put(kind)
            own = sha(put("stepwise row 1"), facts, number(kind_version, 4), commitment, previous)
            ask(f"UPDATE {rows} SET commitment = ?, previous = ?, hash = ?{where or ' WHERE 1'} AND seq = ?",
                commitment, previous, own, *values, seq)
            if values:
                heads[seq] = own
            previous = own
        return previous

    heads: dict = {}
    vault = dict(ask("SELECT key, value FROM meta"))["vault"]
    genesis = sha(put("stepwise case genesis 1"), put(vault), put(case))
    last = again("case_rows", "payloads", " WHERE case_id = ?", [case], genesis)
    ask("UPDATE case_heads SET hash = ? WHERE case_id = ?", last, case)
    end = again("journal", "journal_payloads", "", [], sha(put("stepwise journal genesis 1"), put(vault)))
    ((count,),) = ask("SELECT max(seq) FROM journal")
    database.commit()
    database.close()
    facts = put("stepwise state 1") + put(vault) + number(count, 8) + end
    mac = outside.mac(outside.derive(key, "stepwise vault 1 state-mac"), facts)
    state = json.loads((folder / "state.json").read_text())
    state |= {"journal": {"seq": count, "hash": end.hex()}, "mac": base64.b64encode(mac).decode()}
    (folder / "state.json").write_text(json.dumps(state))


def forgery(vault: pathlib.Path, secret: bytes, read: dict) -> None:
    """What the chain cannot show, and a head on paper can."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(shutil.copytree(vault, f"{scratch}/vault"))
        forge(copy, secret)
        check(f"a record forged whole, with its key, holds by itself {broken(copy, secret)}", broken(copy, secret) == "")
        found = outside.verify(copy, secret)
        known = {head.hex() for hashes in found["cases"].values() for head in hashes}
        gone = [case["number"] for case in read["cases"] if case["head"]["hash"] not in known]
        check("a head printed before is in no case of it, and tells", len(gone) == 1)


def agrees(vault: pathlib.Path, secret: bytes, read: dict) -> None:
    """Our own program and this one read the same."""
    database = outside.open_database(vault, outside.unlock(vault, secret))
    ask = lambda sql, *values: [list(row) for row in database.execute(sql, values).fetchall()]
    journal = ask("SELECT j.seq, recorded, actor, kind, lower(hex(bytes)) FROM journal j JOIN journal_payloads USING (seq) ORDER BY 1")
    check(f"the journal's {len(journal)} entries are the same", journal == read["journal"])
    events = 0
    for case in read["cases"]:
        rows = ask("SELECT r.seq, recorded, actor, kind, lower(hex(bytes)) FROM case_rows r JOIN payloads USING (case_id, seq)"
                   " WHERE lower(hex(case_id)) = ? ORDER BY 1", case["case"])
        events += len(rows)
        check(f"case {case['number']}: {len(rows)} events are the same", rows == case["events"])
    check(f"there are {events} events in all", [[events]] == ask("SELECT count(*) FROM case_rows") and events == read["events"])
    kept = []
    for document, size in ask("SELECT lower(hex(id)), size FROM documents ORDER BY added, id"):
        pieces = ask("SELECT bytes FROM document_chunks WHERE lower(hex(document_id)) = ? ORDER BY part", document)
        kept.append([document, size, hashlib.sha256(b"".join(piece for (piece,) in pieces)).hexdigest()])
    check(f"{len(kept)} attachments are the same, byte for byte", kept == read["documents"] and len(kept) > 0)
    check("the file is whole", ask("PRAGMA cipher_integrity_check") == [] and ask("PRAGMA integrity_check") == [["ok"]])
    database.close()


def heads(vault: pathlib.Path, secret: bytes, read: dict) -> None:
    found = outside.verify(vault, secret)
    check("the journal ends where our program says", found["journal"][-1].hex() == read["journal_head"]["hash"])
    for case in read["cases"]:
        head = case["head"]
        check(f"case {case['number']}: its head", found["cases"][case["case"]][head["seq"]].hex() == head["hash"])
        signature = bytes.fromhex(case["signature"])
        outside.signed(found, case["case"], head["seq"], head["hash"], signature)
        try:
            outside.signed(found, case["case"], head["seq"] + 1, head["hash"], signature)
            check("a signature under another head does not hold", False)
        except InvalidSignature:
            check(f"case {case['number']}: its signed head, and no other", True)


def kept_vaults() -> None:
    for note in sorted(KEPT.glob("schema-*.json")):
        recorded = json.loads(note.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(shutil.copytree(KEPT / note.stem, f"{scratch}/vault"))
            for who in ("passphrase", "second_passphrase"):
                found = broken(copy, outside.passphrase(recorded[who]))
                check(f"{note.stem} holds, opened with its {who.replace('_', ' ')} {found}", found == "")
            database = outside.open_database(copy, outside.unlock(copy, outside.passphrase(recorded["passphrase"])))
            for name, table in recorded["tables"].items():
                rows = database.execute(f"SELECT {', '.join(table['columns'])} FROM {name}").fetchall()
                shown = [[{"hex": cell.hex()} if isinstance(cell, bytes) else cell for cell in row] for row in rows]
                same = sorted(map(json.dumps, shown)) == sorted(map(json.dumps, table["rows"]))
                check(f"{note.stem}: {name} has the {len(rows)} rows written down", same)
            database.close()


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([sys.argv[1], scratch], check=True)
        folder = pathlib.Path(scratch)
        vault = folder / "vault"
        read = json.loads((folder / "read.json").read_text(encoding="utf-8"))
        secret = outside.passphrase(read["passphrase"])
        found = broken(vault, secret)
        check(f"the vault opens with its passphrase, and holds {found}", found == "")
        recovery = outside.recovery_key(read["recovery_key"])
        check("it opens with a recovery key", outside.unlock(vault, recovery, "recovery") == outside.unlock(vault, secret))
        check("it does not open with another passphrase", broken(vault, b"wrong") == "wrong passphrase")
        agrees(vault, secret, read)
        heads(vault, secret, read)
        alterations(vault, secret)
        forgery(vault, secret, read)
        check("and it still holds", broken(vault, secret) == "")
    kept_vaults()
    print(f"{COUNT['passed']} passed, {COUNT['failed']} failed")
    return 1 if COUNT["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
