//! Throws bytes at the reader of a bundle: the sealed file.
#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepwise_bundle::fuzzed::bundle(bytes));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    stepwise_fuzz::each(stepwise_bundle::fuzzed::bundle)
}
