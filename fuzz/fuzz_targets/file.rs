//! Throws bytes at the reader of files from elsewhere: e-mails, pictures, names.
#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepwise_foreign::fuzzed::file(bytes));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    stepwise_fuzz::each(stepwise_foreign::fuzzed::file)
}
