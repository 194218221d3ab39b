"""Fills a form of ours as the manager of another agency would, with programs that are not ours, and has our reader read it back.

    python tests/outside/fill_form.py FOLDER READER

For each `*-fields.pdf` in FOLDER: pypdf types into every field for text; pyHanko signs every empty field for a signature with a
certificate made here; READER (the example `read_form` of crates/documents) must find just that, and the data attached
to the form unchanged. qpdf must find the signed file sound. Prints one line for each file and ends with the count.
"""

import datetime
import io
import json
import pathlib
import subprocess
import sys
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader, PdfWriter

WORDS = "Paul Shaw, Café"


def certificate(folder):
    """A key and a certificate of nobody in particular, as the files that pyHanko reads."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Paul Shaw (invented)")])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, True, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    files = folder / "key.pem", folder / "cert.pem"
    files[0].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    files[1].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return files


def typed(pdf):
    """Every field for text filled, and their names."""
    reader = PdfReader(io.BytesIO(pdf))
    names = [name for name, field in (reader.get_fields() or {}).items() if field.get("/FT") == "/Tx"]
    # The whole file, as a person's PDF program saves it, and not its pages alone.
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        writer.update_page_form_field_values(page, {name: f"{WORDS} ({name})" for name in names}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), names


def signed(pdf, signer):
    """Every empty field for a signature signed, one after another, and their names."""
    names = [name for name, value, _ in fields.enumerate_sig_fields(PdfFileReader(io.BytesIO(pdf))) if value is None]
    for name in names:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        out = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=name), signer=signer)
        pdf = out.getvalue()
    return pdf, names


def check(path, reader, signer, folder):
    blank = path.read_bytes()
    filled, texts = typed(blank)
    done, signatures = signed(filled, signer)
    if not texts or not signatures:
        yield f"nothing to fill: {len(texts)} fields for text, {len(signatures)} for a signature"
    held = PdfFileReader(io.BytesIO(done))
    context = ValidationContext(trust_roots=[signer.signing_cert])
    for signature in held.embedded_signatures:
        status = validate_pdf_signature(signature, context)
        if not (status.intact and status.valid):
            yield f"the signature in {signature.field_name} does not hold"
    file = folder / path.name
    file.write_bytes(done)
    sound = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    if sound.returncode != 0:
        yield "qpdf: " + (sound.stdout + sound.stderr)[-200:]
    read = subprocess.run([reader, str(path), str(file)], capture_output=True, text=True, check=False)
    if read.returncode != 0:
        yield "our reader: " + read.stderr[-200:]
        return
    before, after = (json.loads(line) for line in read.stdout.splitlines())
    for name in texts:
        if after["texts"].get(name) != f"{WORDS} ({name})":
            yield f"{name} came back as {after['texts'].get(name)!r}"
    for name in signatures:
        if before["signed"].get(name) is not False or after["signed"].get(name) is not True:
            yield f"{name}: before {before['signed'].get(name)}, after {after['signed'].get(name)}"
    if before["attached"] != after["attached"]:
        yield "the attached data changed"


def main():
    if len(sys.argv) != 3:
        sys.exit("give the folder with forms, and the program that reads them")
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*-fields.pdf"))
    if not paths:
        sys.exit("there is no form with fields in that folder")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        signer = signers.SimpleSigner.load(*map(str, certificate(folder)))
        for path in paths:
            problems = list(check(path, sys.argv[2], signer, folder))
            failed += bool(problems)
            print(("FAILED " if problems else "ok     ") + path.name)
            for problem in problems:
                print("       " + problem)
    print(f"{len(paths) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
