//! A picture as pixels made anew: what the file held beside them does not reach the window.

use crate::error::Unshown;
use crate::kind::Kind;
use image::codecs::jpeg::JpegEncoder;
use image::error::{ImageError, LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side, in pixels: longer than any camera's.
const MOST_SIDE: u32 = 30_000;
/// The most pixels: more than any telephone's.
const MOST_PIXELS: u64 = 220_000_000;
/// The most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 768 * 1024 * 1024;
/// How well a photograph is kept on its way to the window, of 100.
const QUALITY: u8 = 85;

/// A picture made anew.
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// The size as it is shown, in pixels.
    pub width: u32,
    /// As above.
    pub height: u32,
}

/// Decodes a picture within limits, turns it the right way up, and encodes its pixels anew, at most `most`
/// pixels long on either side.
///
/// # Errors
/// [`Unshown`].
pub fn picture(bytes: &[u8], kind: Kind, most: u32) -> Result<Picture, Unshown> {
    let mut image = decoded(bytes, kind)?;
    let most = most.clamp(16, 4096);
    if image.width().max(image.height()) > most {
        // Coarse and then fine: quick for large photographs, and no coarser to the eye.
        if image.width().max(image.height()) > most * 2 {
            image = image.thumbnail(most * 2, most * 2);
        }
        image = image.resize(most, most, FilterType::Triangle);
    }
    let (width, height) = (image.width(), image.height());
    let mut out = Vec::new();
    let media_type = match kind {
        Kind::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
            let done = DynamicImage::from(image.into_rgb8()).write_with_encoder(encoder);
            done.map_err(|_| Unshown::Damaged)?;
            "image/jpeg"
        }
        _ => {
            let done = DynamicImage::from(image.into_rgba8())
                .write_to(&mut Cursor::new(&mut out), ImageFormat::Png);
            done.map_err(|_| Unshown::Damaged)?;
            "image/png"
        }
    };
    Ok(Picture {
        bytes: out,
        media_type,
        width,
        height,
    })
}

fn format(kind: Kind) -> Option<ImageFormat> {
    Some(match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        Kind::Webp => ImageFormat::WebP,
        Kind::Bmp => ImageFormat::Bmp,
        Kind::Tiff => ImageFormat::Tiff,
        _ => return None,
    })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn decoded(bytes: &[u8], kind: Kind) -> Result<DynamicImage, Unshown> {
    let format = format(kind).ok_or(Unshown::OtherKind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(why)?;
    // Before anything is unpacked: what it says of its size.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Unshown::TooLarge);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(why)?;
    image.apply_orientation(turned);
    Ok(image)
}

/// How large a picture says that it is, before anything is unpacked.
///
/// # Errors
/// [`Unshown`].
pub(crate) fn size(bytes: &[u8], kind: Kind) -> Result<(u32, u32), Unshown> {
    let format = format(kind).ok_or(Unshown::OtherKind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.into_dimensions().map_err(why)
}

fn why(error: ImageError) -> Unshown {
    let large = |e: &LimitError| {
        matches!(
            e.kind(),
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory
        )
    };
    match error {
        ImageError::Limits(e) if large(&e) => Unshown::TooLarge,
        _ => Unshown::Damaged,
    }
}
