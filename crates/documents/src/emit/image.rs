//! Pictures: their pixels alone go into the file, never what a camera wrote beside them.

use lopdf::{Object, ObjectId, Stream, dictionary};

use super::{content, name};
use crate::error::DocumentError;
use crate::laid::Picture;

/// Larger pictures are refused: they would fill the memory of a school laptop.
const MOST_PIXELS: u64 = 60_000_000;

/// Reads a PNG or JPEG; `None` for anything else, damaged, or in colours that print wrongly (CMYK).
pub(crate) fn read(bytes: &[u8]) -> Option<Picture> {
    if bytes.starts_with(b"\x89PNG") {
        png(bytes)
    } else {
        jpeg(bytes)
    }
}

fn png(bytes: &[u8]) -> Option<Picture> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let on_white = |v: u8, alpha: u8| {
        let (v, a) = (u16::from(v), u16::from(alpha));
        u8::try_from((v * a + 255 * (255 - a)) / 255).unwrap_or(255)
    };
    let (gray, data) = match frame.color_type {
        png::ColorType::Grayscale => (true, pixels),
        png::ColorType::Rgb => (false, pixels),
        png::ColorType::GrayscaleAlpha => (
            true,
            pixels
                .chunks_exact(2)
                .map(|p| on_white(p[0], p[1]))
                .collect(),
        ),
        png::ColorType::Rgba => (
            false,
            pixels
                .chunks_exact(4)
                .flat_map(|p| [0, 1, 2].map(|i| on_white(p[i], p[3])))
                .collect(),
        ),
        png::ColorType::Indexed => return None,
    };
    Some(Picture {
        width,
        height,
        gray,
        jpeg: false,
        data,
    })
}

/// Copies a JPEG's segments but for those that carry metadata, reading its size on the way.
fn jpeg(bytes: &[u8]) -> Option<Picture> {
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let mut out = vec![0xFF, 0xD8];
    let mut size = None;
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]));
        let segment = bytes.get(at..at + 2 + length)?;
        match marker {
            // baseline and progressive frames
            0xC0..=0xC2 => {
                let height = u16::from_be_bytes([*segment.get(5)?, *segment.get(6)?]);
                let width = u16::from_be_bytes([*segment.get(7)?, *segment.get(8)?]);
                size = Some((u32::from(width), u32::from(height), *segment.get(9)?));
                out.extend_from_slice(segment);
            }
            // start of scan: what follows is the picture
            0xDA => {
                out.extend_from_slice(bytes.get(at..)?);
                break;
            }
            // APP0 (JFIF) and APP14 (colour transform) tell how to read the colours; the other APPs and comments do not
            0xE1..=0xED | 0xEF | 0xFE => {}
            _ => out.extend_from_slice(segment),
        }
        at += 2 + length;
    }
    let (width, height, components) = size?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    match components {
        1 => Some(Picture {
            width,
            height,
            gray: true,
            jpeg: true,
            data: out,
        }),
        3 => Some(Picture {
            width,
            height,
            gray: false,
            jpeg: true,
            data: out,
        }),
        _ => None,
    }
}

/// Puts the pictures into the resources of the pages, under the names that the pages' contents use.
pub(super) fn embed(
    doc: &mut lopdf::Document,
    pages: &[ObjectId],
    pictures: &[Picture],
) -> Result<(), DocumentError> {
    if pictures.is_empty() {
        return Ok(());
    }
    let mut ids = Vec::new();
    for p in pictures {
        let mut dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image",
            "Width" => i64::from(p.width), "Height" => i64::from(p.height), "BitsPerComponent" => 8,
            "ColorSpace" => name(if p.gray { "DeviceGray" } else { "DeviceRGB" }),
        };
        let stream = if p.jpeg {
            dict.set("Filter", name("DCTDecode"));
            Stream::new(dict, p.data.clone()).with_compression(false)
        } else {
            Stream::new(dict, p.data.clone())
        };
        ids.push(doc.add_object(stream));
    }
    for page in pages {
        let resources = doc
            .get_object(*page)?
            .as_dict()?
            .get(b"Resources")?
            .as_reference()?;
        let xobjects = doc
            .get_object(resources)?
            .as_dict()?
            .get(b"XObject")?
            .as_reference()?;
        let dict = doc.get_object_mut(xobjects)?.as_dict_mut()?;
        for (i, id) in ids.iter().enumerate() {
            dict.set(content::image_name(i), Object::Reference(*id));
        }
    }
    Ok(())
}
