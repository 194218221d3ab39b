//! Files of every kind, and files that are made to mislead, cut or blow up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use stepwise_foreign::{Kind, Refused, Unshown, letter, look, picture, words};
use zip::write::SimpleFileOptions;

fn pixels(format: ImageFormat) -> Vec<u8> {
    let mut image = RgbImage::new(60, 30);
    for (x, _, p) in image.enumerate_pixels_mut() {
        *p = if x < 30 {
            image::Rgb([200, 10, 10])
        } else {
            image::Rgb([10, 10, 200])
        };
    }
    let mut out = Vec::new();
    DynamicImage::from(image)
        .write_to(&mut Cursor::new(&mut out), format)
        .unwrap();
    out
}

/// A photograph that lies on its side, with a place, a time and a camera.
fn photograph() -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    let (le16, le32) = (|n: u16| n.to_le_bytes(), |n: u32| n.to_le_bytes());
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut out = Vec::new();
        out.extend(le16(tag));
        out.extend(le16(kind));
        out.extend(le32(count));
        out.extend(le32(value));
        out
    };
    // The first list: orientation, camera, and where the other two lists are.
    let (exif_at, gps_at, data_at) = (8 + 2 + 4 * 12 + 4, 8 + 2 + 4 * 12 + 4 + 2 + 12 + 4, 200u32);
    tiff.extend(le16(4));
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x0110, 2, 8, data_at));
    tiff.extend(entry(0x8769, 4, 1, exif_at));
    tiff.extend(entry(0x8825, 4, 1, gps_at));
    tiff.extend(le32(0));
    tiff.extend(le16(1));
    tiff.extend(entry(0x9003, 2, 20, data_at + 8));
    tiff.extend(le32(0));
    tiff.extend(le16(4));
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend(entry(2, 5, 3, data_at + 28));
    tiff.extend(entry(3, 2, 2, u32::from(b'W')));
    tiff.extend(entry(4, 5, 3, data_at + 52));
    tiff.extend(le32(0));
    tiff.resize(data_at as usize, 0);
    tiff.extend(b"Phone 7\0");
    tiff.extend(b"2026:11:03 14:05:00\0");
    for part in [51u32, 27, 0, 2, 36, 36] {
        tiff.extend(le32(part));
        tiff.extend(le32(1));
    }
    let jpeg = pixels(ImageFormat::Jpeg);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some((folder, _)) = path.trim_start_matches('/').split_once('/') {
            let _ = file.create_storage(format!("/{folder}"));
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn kind(bytes: &[u8], name: &str) -> Result<Kind, Refused> {
    look(bytes, name).map(|found| found.kind)
}

const EML: &str = "From: \"Head Teacher\" <someone@elsewhere.example>\r\nTo: Grace <grace@school.example>\r\n\
    Subject: =?utf-8?q?Zofia_=C5=82?=\r\nDate: Tue, 3 Nov 2026 14:05:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p>Please <script>alert(1)</script><b>read</b><img src='https://track.example/x.gif'></p>\r\n\
    --b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n\r\nx\r\n--b--\r\n";

#[test]
fn the_content_says_what_a_file_is_and_the_name_does_not() {
    for (format, wanted) in [
        (ImageFormat::Jpeg, Kind::Jpeg),
        (ImageFormat::Png, Kind::Png),
        (ImageFormat::Gif, Kind::Gif),
        (ImageFormat::WebP, Kind::Webp),
        (ImageFormat::Bmp, Kind::Bmp),
        (ImageFormat::Tiff, Kind::Tiff),
    ] {
        let bytes = pixels(format);
        assert_eq!(kind(&bytes, "letter.docx"), Ok(wanted));
        assert!(picture(&bytes, wanted, 100).is_ok(), "{wanted:?}");
    }
    assert_eq!(kind(b"%PDF-1.7\n", "a.txt"), Ok(Kind::Pdf));
    assert_eq!(kind(b"Just words.", "a.pdf"), Ok(Kind::Text));
    assert_eq!(kind(b"a,b\n1,2", "a.csv"), Ok(Kind::Csv));
    assert_eq!(kind(EML.as_bytes(), "a.txt"), Ok(Kind::Eml));
    let types = ("[Content_Types].xml", "<Types/>");
    assert_eq!(
        kind(&zipped(&[types, ("word/document.xml", "")]), "a"),
        Ok(Kind::Docx)
    );
    assert_eq!(
        kind(&zipped(&[types, ("xl/workbook.xml", "")]), "a"),
        Ok(Kind::Xlsx)
    );
    assert_eq!(
        kind(
            &zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "a"
        ),
        Ok(Kind::Odt)
    );
    assert_eq!(
        kind(&compound(&[("/WordDocument", b"x")]), "a.doc"),
        Ok(Kind::Doc)
    );
    assert_eq!(kind(b"{\\rtf1 hello}", "a.doc"), Ok(Kind::Rtf));
}

#[test]
fn what_a_computer_would_carry_out_is_refused() {
    use Refused::*;
    let types = ("[Content_Types].xml", "<Types/>");
    let word = ("word/document.xml", "");
    let table: Vec<(Vec<u8>, &str, Refused)> = vec![
        (vec![], "a.pdf", Empty),
        (b"MZ\x90\0rest".to_vec(), "a.jpg", Program),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0".to_vec(),
            "a.jpg",
            Program,
        ),
        (b"#!/bin/sh\nrm -rf ~".to_vec(), "notes.txt", Program),
        (b"WScript.Echo 1".to_vec(), "notes.vbs", Script),
        (b"WScript.Echo 1".to_vec(), "notes.txt.JS", Script),
        (b"<?php echo 1;".to_vec(), "a.txt", Script),
        (b"L\0\0\0\x01\x14\x02\0\0\0".to_vec(), "a.pdf", Shortcut),
        (
            b"[InternetShortcut]\nURL=https://x.example".to_vec(),
            "a.txt",
            Shortcut,
        ),
        (b"<!DOCTYPE html><p>hi".to_vec(), "a.txt", WebPage),
        (b"<p>hi".to_vec(), "a.html", WebPage),
        (
            b"<?xml version='1.0'?><svg onload='x'/>".to_vec(),
            "a.xml",
            WebPage,
        ),
        (zipped(&[("a.txt", "")]), "a.docx", Archive),
        (b"Rar!\x1a\x07\x00rest".to_vec(), "a.jpg", Archive),
        (
            zipped(&[types, word, ("word/vbaProject.bin", "")]),
            "a.docx",
            Macros,
        ),
        (
            zipped(&[
                ("[Content_Types].xml", "x.document.macroEnabled.main+xml"),
                word,
            ]),
            "a.docx",
            Macros,
        ),
        (
            zipped(&[types, word, ("word/embeddings/oleObject1.bin", "")]),
            "a.docx",
            Carrier,
        ),
        (
            zipped(&[types, word, ("word/media/run.exe", "")]),
            "a.docx",
            Carrier,
        ),
        (
            compound(&[("/WordDocument", b"x"), ("/Macros/VBA", b"x")]),
            "a.doc",
            Macros,
        ),
        (compound(&[("/EncryptedPackage", b"x")]), "a.docx", Locked),
        (
            b"{\\rtf1 {\\object\\objdata 0105}}".to_vec(),
            "a.rtf",
            Carrier,
        ),
        (b"PK\x03\x04cut".to_vec(), "a.docx", Damaged("a zip file")),
        (
            pixels(ImageFormat::Png)[..12].to_vec(),
            "a.png",
            Damaged(Kind::Png.words()),
        ),
        (vec![1, 2, 3, 0, 255, 9], "a.jpg", Unknown),
    ];
    for (bytes, name, wanted) in table {
        assert_eq!(kind(&bytes, name).err(), Some(wanted), "{name} {wanted:?}");
        assert!(wanted.remedy().ends_with('.') && wanted.to_string().ends_with('.'));
    }
}

#[test]
fn a_photograph_says_where_and_when_and_is_turned_the_right_way_up() {
    let bytes = photograph();
    let found = look(&bytes, "IMG_1.JPG").unwrap();
    let (north, east) = found.said.place.unwrap();
    assert!((north - 51.45).abs() < 1e-9 && (east + 2.61).abs() < 1e-9);
    assert_eq!(found.said.taken.unwrap().to_string(), "2026-11-03 14:05:00");
    assert_eq!(found.said.camera, "Phone 7");
    let shown = picture(&bytes, Kind::Jpeg, 1000).unwrap();
    assert_eq!((shown.width, shown.height), (30, 60));
    // What it said of itself is not in what is shown.
    assert!(!shown.bytes.windows(7).any(|w| w == b"Phone 7"));
    let upright = image::load_from_memory(&shown.bytes).unwrap().into_rgb8();
    assert!(upright.get_pixel(15, 5)[0] > 150 && upright.get_pixel(15, 55)[2] > 150);
}

#[test]
fn pictures_that_would_fill_the_memory_are_not_unpacked() {
    // A header that claims 60,000 by 60,000 pixels in a few bytes.
    let mut bomb = pixels(ImageFormat::Png);
    for at in [16, 20] {
        bomb[at..at + 4].copy_from_slice(&60_000u32.to_be_bytes());
    }
    let crc = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    let began = Instant::now();
    let found = look(&bomb, "a.png").unwrap();
    assert_eq!(found.unshown, Some(Unshown::TooLarge));
    assert_eq!(
        picture(&bomb, Kind::Png, 800).err(),
        Some(Unshown::TooLarge)
    );
    // 25,000 by 8,000: within a side's limit, and much more than the file holds.
    let mut wide_one = pixels(ImageFormat::Bmp);
    wide_one[18..22].copy_from_slice(&25_000u32.to_le_bytes());
    wide_one[22..26].copy_from_slice(&8_000u32.to_le_bytes());
    assert!(picture(&wide_one, Kind::Bmp, 800).is_err());
    assert!(began.elapsed() < Duration::from_secs(5));
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

#[test]
fn messages_are_words_with_the_address_beside_the_name() {
    let found = letter(EML.as_bytes(), Kind::Eml).unwrap();
    assert_eq!(found.from, "Head Teacher <someone@elsewhere.example>");
    assert_eq!(found.subject, "Zofia ł");
    assert_eq!(found.day.unwrap().to_string(), "2026-11-03");
    assert_eq!(found.carries, ["a.pdf"]);
    assert!(found.body.contains("read") && !found.body.contains("track.example"));
    let filetime = (1_762_178_700u64 + 11_644_473_600) * 10_000_000;
    let mut properties = vec![0u8; 32];
    properties.extend(0x0039_0040u32.to_le_bytes());
    properties.extend([0; 4]);
    properties.extend(filetime.to_le_bytes());
    let msg = compound(&[
        ("/__properties_version1.0", &properties),
        ("/__substg1.0_0037001F", &wide("About Zofia")),
        ("/__substg1.0_0C1A001F", &wide("Ada Example")),
        ("/__substg1.0_5D01001F", &wide("ada@teston.example")),
        ("/__substg1.0_1000001F", &wide("No further action.")),
        (
            "/__attach_version1.0_#00000000/__substg1.0_3707001F",
            &wide("plan.docx"),
        ),
    ]);
    assert_eq!(kind(&msg, "a.msg"), Ok(Kind::Msg));
    let found = letter(&msg, Kind::Msg).unwrap();
    assert_eq!(found.from, "Ada Example <ada@teston.example>");
    assert_eq!(
        (found.subject.as_str(), found.body.as_str()),
        ("About Zofia", "No further action.")
    );
    assert_eq!(found.sent, "3 November 2025 at 14:05 (UTC)");
    assert_eq!(found.carries, ["plan.docx"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is cut out of or changed in a file of each kind, looking at it and showing it ends soon and in
    /// an answer.
    #[test]
    fn cut_and_changed_files_are_answered(which in 0usize..9, cut in 0.0f64..1.0, at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let types = ("[Content_Types].xml", "<Types/>");
        let mut bytes = match which {
            0 => photograph(),
            1 => pixels(ImageFormat::Png),
            2 => pixels(ImageFormat::Gif),
            3 => pixels(ImageFormat::WebP),
            4 => pixels(ImageFormat::Tiff),
            5 => EML.as_bytes().to_vec(),
            6 => compound(&[("/__properties_version1.0", &[0; 48]), ("/__substg1.0_1000001F", &wide("Words"))]),
            7 => zipped(&[types, ("word/document.xml", "")]),
            _ => pixels(ImageFormat::Bmp),
        };
        let place = at.index(bytes.len());
        bytes[place] = to;
        bytes.truncate((bytes.len() as f64 * (1.0 - cut * cut)) as usize + 1);
        let began = Instant::now();
        if let Ok(found) = look(&bytes, "x") {
            let _ = picture(&bytes, found.kind, 200);
            let _ = words(&bytes, found.kind);
        }
        prop_assert!(began.elapsed() < Duration::from_secs(5));
    }
}
