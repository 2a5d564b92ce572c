//! Reads how many tests passed from what the test runners print.

use std::ops::AddAssign;

/// How many checks passed, and how many failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    pub(crate) const PASS: Self = Self {
        passed: 1,
        failed: 0,
    };
    pub(crate) const FAIL: Self = Self {
        passed: 0,
        failed: 1,
    };
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// How the summary of nextest begins.
const NEXTEST: &str = "Summary [";

/// The sum over every summary in `output`: of nextest, of the test harness of Rust (one for
/// each binary) and of the browser suite. Nextest repeats what the harness said of each failed
/// test, so its own summary stands for all.
pub(crate) fn read(output: &str) -> Counts {
    let lines = || output.lines().map(str::trim);
    let has_nextest = lines().any(|line| line.starts_with(NEXTEST));
    let mut sum = Counts::default();
    for line in lines().filter(|line| !has_nextest || line.starts_with(NEXTEST)) {
        if let Some(counts) = summary(line) {
            sum += counts;
        }
    }
    sum
}

fn summary(line: &str) -> Option<Counts> {
    if let Some(harness) = line.strip_prefix("test result: ") {
        let (_, counts) = harness.split_once(". ")?;
        return Some(count(counts.split(';')));
    }
    if let Some(nextest) = line.strip_prefix(NEXTEST) {
        let (_, counts) = nextest.split_once(": ")?;
        return Some(count(counts.split(',')));
    }
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Counts {
        passed: passed.parse().ok()?,
        failed: failed.parse().ok()?,
    })
}

/// Adds up parts like `3 passed (1 slow)`, `1 timed out`.
fn count<'a>(parts: impl Iterator<Item = &'a str>) -> Counts {
    let mut counts = Counts::default();
    for part in parts {
        let mut words = part.split_whitespace();
        let Some(Ok(number)) = words.next().map(str::parse::<u64>) else {
            continue;
        };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed" | "timed" | "exec") => counts.failed += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn adds_up_the_binaries_of_the_harness() {
        let output = "running 2 tests\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s\n\
            test result: FAILED. 11 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(read(output), counts(13, 1));
    }

    #[test]
    fn reads_nextest() {
        assert_eq!(
            read("     Summary [   0.003s] 5 tests run: 5 passed, 2 skipped"),
            counts(5, 0)
        );
        assert_eq!(
            read(
                "Summary [ 1.5s] 9/12 tests run: 5 passed (1 slow, 1 flaky), 1 failed, 2 timed out, \
                 1 exec failed, 0 skipped"
            ),
            counts(5, 4)
        );
    }

    #[test]
    fn what_nextest_repeats_counts_once() {
        let output = "test result: FAILED. 0 passed; 1 failed; 0 ignored\n\
            Summary [ 1.5s] 3 tests run: 2 passed, 1 failed, 0 skipped";
        assert_eq!(read(output), counts(2, 1));
    }

    #[test]
    fn reads_the_browser_suite() {
        assert_eq!(read("ok sign in\n41 passed, 2 failed\n"), counts(41, 2));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            read("the 3 tests that passed, nothing failed\nx passed, y failed"),
            counts(0, 0)
        );
    }
}
