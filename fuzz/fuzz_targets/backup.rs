//! Throws bytes at the store's reader of a backup.
#![cfg_attr(feature = "libfuzzer", no_main)]

#[cfg(feature = "libfuzzer")]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepwise_store::fuzzed::backup(bytes));

#[cfg(not(feature = "libfuzzer"))]
fn main() -> std::io::Result<()> {
    stepwise_fuzz::each(stepwise_store::fuzzed::backup)
}
