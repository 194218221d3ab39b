//! A small sRGB profile, computed here: PDF/A asks for one, and so none has to be licensed.

/// An ICC version 2 display profile with sRGB's primaries (adapted to D50) and its tone curve.
pub(super) fn srgb() -> Vec<u8> {
    let description = text_description("sRGB IEC61966-2.1");
    let copyright = [b"text\0\0\0\0".as_slice(), b"No copyright, use freely\0"].concat();
    let curve = tone_curve();
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description),
        (b"cprt", copyright),
        (b"wtpt", xyz([0.964_2, 1.0, 0.824_9])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve),
    ];
    // the three colours share one curve
    let count = tags.len() + 2;
    let mut table = u32::try_from(count).unwrap_or(0).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * count;
    for (name, bytes) in &tags {
        let offset = u32::try_from(start + data.len()).unwrap_or(0);
        let size = u32::try_from(bytes.len()).unwrap_or(0);
        let names: &[&[u8; 4]] = if *name == b"rTRC" {
            &[b"rTRC", b"gTRC", b"bTRC"]
        } else {
            &[name]
        };
        for name in names {
            table.extend_from_slice(*name);
            table.extend(offset.to_be_bytes());
            table.extend(size.to_be_bytes());
        }
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = header(u32::try_from(start + data.len()).unwrap_or(0));
    out.extend(table);
    out.extend(data);
    out
}

fn header(size: u32) -> Vec<u8> {
    let mut h = Vec::with_capacity(128);
    h.extend(size.to_be_bytes());
    h.extend([0; 4]);
    h.extend(0x0210_0000_u32.to_be_bytes());
    h.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        h.extend(part.to_be_bytes());
    }
    h.extend(b"acsp");
    h.resize(68, 0);
    for v in [0.964_2_f64, 1.0, 0.824_9] {
        h.extend(fixed(v));
    }
    h.resize(128, 0);
    h
}

fn fixed(v: f64) -> [u8; 4] {
    ((v * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(v: [f64; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend(v.into_iter().flat_map(fixed));
    out
}

fn text_description(words: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend(u32::try_from(words.len() + 1).unwrap_or(0).to_be_bytes());
    out.extend_from_slice(words.as_bytes());
    out.push(0);
    // no Unicode and no Macintosh description
    out.extend([0; 4 + 4 + 2 + 1 + 67]);
    out
}

/// IEC 61966-2-1, sampled.
fn tone_curve() -> Vec<u8> {
    const SAMPLES: u32 = 1024;
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend(SAMPLES.to_be_bytes());
    for i in 0..SAMPLES {
        let v = f64::from(i) / f64::from(SAMPLES - 1);
        let linear = if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        };
        out.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_profile_says_its_own_size() {
        let p = super::srgb();
        assert_eq!(
            u32::from_be_bytes(p[..4].try_into().unwrap()) as usize,
            p.len()
        );
        assert_eq!(&p[36..40], b"acsp");
    }
}
