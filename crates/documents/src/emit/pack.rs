//! Packing what a file holds.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};

use crate::error::DocumentError;

/// What the words for a packed stream take, in bytes.
const WORDS: usize = 19;

/// Packs every stream that is not packed yet and gets smaller by it.
pub(super) fn all(doc: &mut Document) -> Result<(), DocumentError> {
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            pack(stream)?;
        }
    }
    end_plainly(doc)
}

/// Not as lopdf does it, with all the effort there is: that takes a twentieth of the time of a long report, and the file
/// gets hardly smaller.
fn pack(stream: &mut Stream) -> Result<(), DocumentError> {
    if stream.dict.has(b"Filter") {
        return Ok(());
    }
    let mut packing = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = packing
        .write_all(&stream.content)
        .and_then(|()| packing.finish())
        .map_err(DocumentError::Write)?;
    if packed.len() + WORDS < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    Ok(())
}

/// Changes each stream whose last byte is a carriage return: with the line feed that is written after it, readers may
/// take the two for one line end, and then the stream's length is wrong by one.
fn end_plainly(doc: &mut Document) -> Result<(), DocumentError> {
    for object in doc.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let packed = stream.dict.get(b"Filter").and_then(Object::as_name);
        let flat = packed.is_ok_and(|f| f == b"FlateDecode") && !stream.dict.has(b"DecodeParms");
        if stream.content.last() != Some(&b'\r') || !flat {
            continue;
        }
        let mut plain = stream.decompressed_content()?;
        // Drawing operations and tables of characters may end in a blank; fonts and pictures are kept as they are, and
        // packed no more.
        let text = stream.dict.len() == 2;
        if text {
            plain.push(b'\n');
        }
        stream.dict.remove(b"Filter");
        stream.set_content(plain);
        if text {
            pack(stream)?;
        }
    }
    Ok(())
}
