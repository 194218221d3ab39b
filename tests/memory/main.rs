//! After a lock the application's memory holds nothing of the record. The short form of the scan that looks through the
//! product with its window (`cargo xtask survive window`).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use stepwise_tests::leaks::application::{self, FOLDER};

/// As in the product.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Not a test of its own: the program whose memory is looked through.
#[tokio::test]
async fn program() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        application::work(folder.as_ref()).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_is_left_in_memory_after_a_lock() {
    application::run("program").await.unwrap();
}
