#!/usr/bin/env python3
"""Verifies a file of `chipdesk audit export` without ChipDesk, from docs/audit.md alone.

Usage: verify-audit-export.py FILE
Exit code 0: whole, 1: not what was recorded, 3: no such file or not an export. Signatures of receipts are for openssl, see docs/audit.md.
"""
import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def verify(path):
    found, receipts, heads, whole, stated = [], [], {}, hashlib.sha256(), None
    with open(path, "rb") as file:
        head = None
        for raw in file:
            line = json.loads(raw)
            if head is None:
                head = line
                if head.get("chipdesk") != "audit" or head.get("form") != 1:
                    raise ValueError("not an export of an audit log")
                number, previous = 0, sha256(head["genesis"])
            elif "receipt" in line:
                receipts.append(line["receipt"])
            elif "sha256" in line:
                stated = line["sha256"]
                break
            else:
                fields = json.loads(line["text"])
                number += 1
                if fields[1] != number:
                    found.append((number, "is not there, or not in its place"))
                    number = fields[1]
                elif fields[13] != previous:
                    found.append((number, "does not follow the entry before it"))
                if compact(fields) != line["text"] or sha256(line["text"]) != line["hash"]:
                    found.append((number, "is not what was sealed"))
                if "detail" in line:
                    bound = ["chipdesk-detail-1", line["detail"]["salt"], line["detail"]["body"]]
                    if sha256(compact(bound)) != fields[12]:
                        found.append((number, "has another detail"))
                previous = heads[number] = line["hash"]
            whole.update(raw)
    if stated != whole.hexdigest():
        found.append((number, "is not followed by the hash of the file"))
    for receipt in receipts:
        signed = json.loads(json.loads(receipt["body"])["signedText"])
        if (signed["seq"], signed["head"]) != (receipt["seq"], receipt["head"]):
            found.append((receipt["seq"], "has a receipt that says something else"))
        if heads.get(receipt["seq"]) != receipt["head"]:
            found.append((receipt["seq"], "is not the one that the register acknowledged"))
    return number, len(receipts), found


if __name__ == "__main__":
    try:
        entries, receipts, found = verify(sys.argv[1])
    except (IndexError, OSError, ValueError, KeyError, TypeError) as error:
        print(f"not verified: {error}", file=sys.stderr)
        sys.exit(3)
    for number, what in found:
        print(f"entry {number} {what}")
    print(f"{entries} entries, {receipts} receipts, {'whole' if not found else 'TAMPERED WITH'}")
    sys.exit(1 if found else 0)
