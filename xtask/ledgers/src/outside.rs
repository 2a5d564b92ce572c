//! What JavaScript calls: bytes go in one by one, and come out one by one, so that no memory is
//! shared.

use std::cell::RefCell;

thread_local! {
    static TAKEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static GIVEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Takes the next byte of a statement.
#[expect(unsafe_code, reason = "an export needs its name")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn take(byte: u32) {
    let byte = u8::try_from(byte).unwrap_or_default();
    TAKEN.with_borrow_mut(|taken| taken.push(byte));
}

/// Works the statement out again, and says how many bytes the verdicts have.
#[expect(unsafe_code, reason = "an export needs its name")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn verify() -> u32 {
    let taken = TAKEN.with_borrow_mut(std::mem::take);
    let told = crate::verdicts(&String::from_utf8_lossy(&taken)).into_bytes();
    let length = u32::try_from(told.len()).unwrap_or(u32::MAX);
    GIVEN.with_borrow_mut(|given| *given = told);
    length
}

/// A byte of the verdicts.
#[expect(unsafe_code, reason = "an export needs its name")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn give(at: u32) -> u32 {
    GIVEN.with_borrow(|given| {
        let byte = usize::try_from(at).ok().and_then(|at| given.get(at));
        byte.copied().map_or(0, u32::from)
    })
}
