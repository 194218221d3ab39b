//! Throws bytes at the reader of a timeline.
#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepwise_core::fuzzed::timeline(bytes));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    stepwise_fuzz::each(stepwise_core::fuzzed::timeline)
}
