//! Throws bytes at the reader of a form that came back.
#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepwise_documents::fuzzed::filled(bytes));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    stepwise_fuzz::each(stepwise_documents::fuzzed::filled)
}
