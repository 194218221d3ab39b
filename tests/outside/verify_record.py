"""Opens a vault and checks its record. Written from crates/store/FORMAT.md alone, and shares no code with Stepwise.

Usage: verify_record.py FOLDER   (the passphrase is read from standard input)

Says what it checked, or what does not hold.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from sqlcipher3 import dbapi2 as sqlcipher


class Broken(Exception):
    """Something does not hold."""


def need(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)


def put(data: bytes | str) -> bytes:
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(8, "big") + data


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def derive(key: bytes, label: str) -> bytes:
    return HKDF(SHA256(), 32, None, label.encode()).derive(key)


def mac(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, b"".join(parts), "sha256")


def unlock(folder: pathlib.Path, secret: bytes, wanted: str = "person") -> bytes:
    """The vault key, from the slot file and a secret."""
    slots = json.loads((folder / "slots.json").read_text(encoding="utf-8"))
    need(slots["format"] == 1, "slot file: another format")
    vault, key, all_encoded = bytes.fromhex(slots["vault"]), None, b""
    for slot in slots["slots"]:
        field = {name: base64.b64decode(slot[name]) for name in ("salt", "nonce", "wrapped", "commitment", "check")}
        kdf = slot["kdf"]
        facts = put("stepwise slot 1") + put(vault) + put(bytes.fromhex(slot["id"])) + put(slot["kind"])
        facts += put(slot["label"]) + put(slot["created"])
        facts += number(kdf["m_kib"], 4) + number(kdf["t"], 4) + number(kdf["p"], 4) + put(field["salt"])
        encoded = facts + put(field["nonce"]) + put(field["wrapped"]) + put(field["commitment"])
        need(sha(b"stepwise slot check 1", encoded) == field["check"], "slot file: a slot is damaged")
        all_encoded += put(encoded)
        if slot["kind"] == wanted and key is None:
            stretched = hash_secret_raw(secret, field["salt"], kdf["t"], kdf["m_kib"], kdf["p"], 32, Type.ID)
            if derive(stretched, "stepwise slot 1 commit") == field["commitment"]:
                key = decrypt(field["wrapped"], facts, field["nonce"], derive(stretched, "stepwise slot 1 wrap"))
    need(key is not None, "wrong passphrase")
    head = put("stepwise slots 1") + number(1, 4) + put(vault) + number(slots["generation"], 8)
    wanted_mac = mac(derive(key, "stepwise vault 1 slots-mac"), head, number(len(slots["slots"]), 8), all_encoded)
    need(wanted_mac == base64.b64decode(slots["mac"]), "slot file: its MAC does not hold")
    return key


def open_database(folder: pathlib.Path, key: bytes) -> sqlcipher.Connection:
    path = (folder / "vault.db").absolute()
    need(path.stat().st_size > 0, "the database is empty")
    database = sqlcipher.connect(f"{path.as_uri()}?mode=rw", uri=True)
    database.execute(f"PRAGMA key = \"x'{derive(key, 'stepwise vault 1 db').hex()}'\"")
    return database


def chain(rows: list, genesis: bytes, what: str, erased: bool = False, first: int = 1) -> list[bytes]:
    """Checks one chain; answers the hash after each row, what it begins from first. Of an erased case no payload is left."""
    hashes = [genesis]
    for place, row in enumerate(rows, first):
        version, seq, recorded, zone, actor, kind, kind_version, commitment, previous, own, salt, payload = row
        here = f"{what}, entry {place}"
        need(version == 1 and seq == place, f"{here}: out of order")
        need(erased == (salt is None), f"{here}: its payload is missing" if salt is None else f"{here}: not erased")
        if not erased:
            need(len(salt) >= 16, f"{here}: its salt is short")
            commits = sha(put("stepwise payload 1"), put(salt), put(payload)) == commitment
            need(commits, f"{here}: its payload was altered")
        facts = number(version, 2) + number(seq, 8) + put(recorded) + put(zone) + put(actor) + put(kind)
        wanted = sha(put("stepwise row 1"), facts, number(kind_version, 4), commitment, previous)
        need(previous == hashes[-1] and wanted == own, f"{here}: its hash does not hold")
        hashes.append(own)
    return hashes


COLUMNS = ("r.version, r.seq, r.recorded, r.zone, r.actor, r.kind, r.kind_version, r.commitment, r.previous, r.hash,"
           " p.salt, p.bytes")


def verify(folder: pathlib.Path, secret: bytes, wanted: str = "person") -> dict:
    """Checks everything; answers what there is."""
    key = unlock(folder, secret, wanted)
    database = open_database(folder, key)
    ask = lambda sql, *values: database.execute(sql, values).fetchall()
    meta = dict(ask("SELECT key, value FROM meta"))
    need(meta["sentinel"] == b"stepwise vault", "not a vault")
    vault = meta["vault"]

    entries = ask(f"SELECT {COLUMNS}, r.subject FROM journal r LEFT JOIN journal_payloads p USING (seq) ORDER BY r.seq")
    journal = chain([row[:12] for row in entries], sha(put("stepwise journal genesis 1"), put(vault)), "journal")
    opened, noted, erased, aside = {}, {}, {}, {}
    for *row, subject in entries:
        said = json.loads(row[11])
        case = said.get("case")
        need(case == (subject.hex() if subject else None), f"journal, entry {row[1]}: it is put under another case")
        if row[5] == "case-opened":
            opened[case] = (said["number"], said["genesis"], said.get("origin"), said.get("theirs"))
        elif row[5] == "case-head":
            noted[case] = (said["seq"], said["hash"])
        elif row[5] == "case-erased":
            erased[case] = row[1]
        elif row[5] == "kept-beside":
            aside[case, said["hash"]] = (said["seq"], said["from"], row[1])

    state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    anchor = state["journal"]
    facts = put("stepwise state 1") + put(vault) + number(anchor["seq"], 8) + bytes.fromhex(anchor["hash"])
    holds = mac(derive(key, "stepwise vault 1 state-mac"), facts) == base64.b64decode(state["mac"])
    need(holds and state["vault"] == vault.hex(), "the anchor's MAC does not hold")
    need(anchor["seq"] < len(journal), "the journal was rolled back")
    need(journal[anchor["seq"]].hex() == anchor["hash"], "the journal is another than the anchor's")

    # Vaults of schemas 1 and 2 know no case that began elsewhere, and nothing beside one.
    schema = ask("PRAGMA user_version")[0][0]
    elsewhere = "origin, theirs" if schema > 2 else "NULL, NULL"
    heads = {}
    for case, case_number, genesis, origin, theirs in ask(f"SELECT id, number, genesis, {elsewhere} FROM cases"):
        beginning = sha(put("stepwise case genesis 1"), put(origin or vault), put(case))
        need(beginning == genesis, f"case {case_number}: its beginning")
        rows = ask(f"SELECT {COLUMNS} FROM case_rows r LEFT JOIN payloads p USING (case_id, seq)"
                   " WHERE r.case_id = ? ORDER BY r.seq", case)
        hashes = chain(rows, genesis, f"case {case_number}", case.hex() in erased)
        need(noted.pop(case.hex(), None) == (len(rows), hashes[-1].hex()), f"case {case_number}: not as last noted")
        as_opened = (case_number, genesis.hex(), origin.hex() if origin else None, theirs)
        need(opened.pop(case.hex(), None) == as_opened, f"case {case_number}: not as opened")
        heads[case.hex()] = hashes
    need(not opened and not noted, "a case is missing")
    versions = ask("SELECT case_id, line, seq, parted, journal FROM beside") if schema > 2 else []
    aside = {key: said for key, said in aside.items() if key[0] not in erased}
    need({(c.hex(), line.hex()): tuple(said) for c, line, *said in versions} == aside, "what is kept beside is not the journal's")
    count = 0
    for case, line, seq, parted, _ in versions:
        rows = ask(f"SELECT {COLUMNS.replace('p.', 'r.')} FROM beside_rows r WHERE case_id = ? AND line = ? ORDER BY seq", case, line)
        hashes = chain(rows, heads[case.hex()][parted - 1], f"beside case {case.hex()}", first=parted)
        need(len(rows) == seq - parted + 1 and hashes[-1] == line, f"beside case {case.hex()}: it ends elsewhere")
        count += len(rows)
    kept = ask("SELECT count(*) FROM beside_rows")[0][0] if schema > 2 else 0
    need(count == kept, "rows are kept beside no case")
    # A vault of schema 1 knows no erasing.
    listed = ask("SELECT case_id, journal FROM erased") if schema > 1 else []
    need({case.hex(): seq for case, seq in listed} == erased, "the list of erased cases is not the journal's")
    listed = {case.hex(): (seq, head) for case, seq, head in ask("SELECT case_id, seq, hash FROM case_heads")}
    need(listed == {case: (len(h) - 1, h[-1]) for case, h in heads.items()}, "the list of cases is another")
    for document, size, digest in ask("SELECT id, size, sha256 FROM documents"):
        pieces = ask("SELECT bytes FROM document_chunks WHERE document_id = ? ORDER BY part", document)
        whole = b"".join(piece for (piece,) in pieces)
        need(len(whole) == size and sha(whole) == digest, f"document {document.hex()} is damaged")
    public = Ed25519PrivateKey.from_private_bytes(meta["signing-seed"]).public_key()
    database.close()
    return {"vault": vault, "journal": journal, "cases": heads, "public": public}


def signed(found: dict, case: str, seq: int, head: str, signature: bytes) -> None:
    """Checks the vault's signature under a head; raises where it does not hold."""
    message = put("stepwise signed head 1") + put(found["vault"]) + put(bytes.fromhex(case)) + number(seq, 8)
    found["public"].verify(signature, sha(message, bytes.fromhex(head)))


def passphrase(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode()


def recovery_key(text: str) -> bytes:
    groups = [int(group) for group in text.replace(" ", "-").split("-")]
    need(len(groups) == 8 and all(group % 11 == 0 for group in groups), "not a recovery key")
    return b"".join(number(group // 11, 2) for group in groups)


if __name__ == "__main__":
    try:
        result = verify(pathlib.Path(sys.argv[1]), passphrase(sys.stdin.readline().rstrip("\n")))
    except Broken as broken:
        sys.exit(f"DOES NOT HOLD: {broken}")
    events = sum(len(hashes) - 1 for hashes in result["cases"].values())
    print(f"holds: {len(result['journal']) - 1} journal entries, {len(result['cases'])} cases, {events} events")
