//! The kinds of file that are taken.

/// How a kind is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As pixels made anew.
    Picture,
    /// As pages drawn from the PDF.
    Pages,
    /// As plain words.
    Words,
    /// Not at all: saved out, and opened elsewhere.
    No,
}

macro_rules! kinds {
    ($($name:ident => ($media:literal, [$($extension:literal),+], $shown:ident, $words:literal)),* $(,)?) => {
        /// What a file is by its content.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Kind { $($name),* }

        impl Kind {
            /// All of them.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            /// Such as `image/jpeg`. Each kind has its own.
            pub fn media_type(self) -> &'static str {
                match self { $(Kind::$name => $media),* }
            }

            /// The endings that a name of this kind may have, the usual one first.
            pub fn extensions(self) -> &'static [&'static str] {
                match self { $(Kind::$name => &[$($extension),+]),* }
            }

            /// How it is shown.
            pub fn shown(self) -> Shown {
                match self { $(Kind::$name => Shown::$shown),* }
            }

            /// In words: "a PDF document".
            pub fn words(self) -> &'static str {
                match self { $(Kind::$name => $words),* }
            }
        }
    };
}

kinds! {
    Jpeg => ("image/jpeg", ["jpg", "jpeg", "jpe", "jfif"], Picture, "a photograph or picture (JPEG)"),
    Png => ("image/png", ["png"], Picture, "a picture (PNG)"),
    Gif => ("image/gif", ["gif"], Picture, "a picture (GIF)"),
    Webp => ("image/webp", ["webp"], Picture, "a picture (WebP)"),
    Bmp => ("image/bmp", ["bmp", "dib"], Picture, "a picture (BMP)"),
    Tiff => ("image/tiff", ["tif", "tiff"], Picture, "a scan or picture (TIFF)"),
    Heif => ("image/heif", ["heic", "heif", "hif"], No, "a photograph from a telephone (HEIC)"),
    Avif => ("image/avif", ["avif"], No, "a picture (AVIF)"),
    Pdf => ("application/pdf", ["pdf"], Pages, "a PDF document"),
    Eml => ("message/rfc822", ["eml"], Words, "an email"),
    Msg => ("application/vnd.ms-outlook", ["msg"], Words, "an email from Outlook"),
    Text => ("text/plain", ["txt", "text", "md", "log", "ics", "vcf", "json", "xml"], Words, "plain text"),
    Csv => ("text/csv", ["csv", "tsv"], Words, "a table as plain text"),
    Rtf => ("application/rtf", ["rtf"], No, "a document (RTF)"),
    Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx", "dotx"], No, "a Word document"),
    Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx", "xltx"], No, "an Excel workbook"),
    Pptx => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx", "potx", "ppsx"], No, "a PowerPoint presentation"),
    Doc => ("application/msword", ["doc", "dot"], No, "an older Word document"),
    Xls => ("application/vnd.ms-excel", ["xls", "xlt"], No, "an older Excel workbook"),
    Ppt => ("application/vnd.ms-powerpoint", ["ppt", "pot", "pps"], No, "an older PowerPoint presentation"),
    Odt => ("application/vnd.oasis.opendocument.text", ["odt", "ott"], No, "an OpenDocument text"),
    Ods => ("application/vnd.oasis.opendocument.spreadsheet", ["ods", "ots"], No, "an OpenDocument spreadsheet"),
    Odp => ("application/vnd.oasis.opendocument.presentation", ["odp", "otp"], No, "an OpenDocument presentation"),
    Mp3 => ("audio/mpeg", ["mp3"], No, "a sound recording (MP3)"),
    M4a => ("audio/m4a", ["m4a"], No, "a sound recording (M4A)"),
    Wav => ("audio/x-wav", ["wav"], No, "a sound recording (WAV)"),
    Ogg => ("audio/ogg", ["ogg", "oga", "opus"], No, "a sound recording (Ogg)"),
    Amr => ("audio/amr", ["amr"], No, "a sound recording (AMR)"),
    Mp4 => ("video/mp4", ["mp4", "m4v"], No, "a video (MP4)"),
    Mov => ("video/quicktime", ["mov", "qt"], No, "a video (QuickTime)"),
}

impl Kind {
    /// The kind of a media type as stored.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.media_type() == media_type)
    }

    /// Whether a name's ending fits. Any plain text may be called anything that is not another kind's.
    pub fn fits(self, extension: &str) -> bool {
        self.extensions().contains(&extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_found_again_by_its_media_type_and_no_ending_is_of_two() {
        let mut endings = std::collections::BTreeSet::new();
        for kind in Kind::ALL {
            assert_eq!(Kind::of_media_type(kind.media_type()), Some(*kind));
            for ending in kind.extensions() {
                assert!(endings.insert(*ending), "{ending}");
            }
        }
        assert_eq!(Kind::of_media_type("text/html"), None);
    }
}
