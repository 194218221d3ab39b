"""Works out a vault's keys from its slot file and passphrase, for the tests that look for them in memory.

Usage: vault_keys.py FOLDER PASSPHRASE

Prints `name hex` for each. Only ever used on vaults of invented content.
"""

import pathlib
import sys

import verify_record as outside

key = outside.unlock(pathlib.Path(sys.argv[1]), outside.passphrase(sys.argv[2]))
print("vault", key.hex())
for name in ("db", "backup", "slots-mac", "state-mac"):
    print(name, outside.derive(key, f"stepwise vault 1 {name}").hex())
