//! Custom sections of a WebAssembly module hold names, tools and relocations: weight, and
//! words about the machine it was built on. No browser needs them.

use anyhow::{Context, Result, ensure};

const HEADER: usize = 8;
const CUSTOM: u8 = 0;

/// The module without its custom sections.
pub(crate) fn without_custom(module: &[u8]) -> Result<Vec<u8>> {
    let (header, mut rest) = module
        .split_at_checked(HEADER)
        .context("no WebAssembly module")?;
    ensure!(header.starts_with(b"\0asm"), "no WebAssembly module");
    let mut kept = header.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, size_bytes) = leb128(after_id)?;
        let end = 1 + size_bytes + length;
        let (section, next) = rest
            .split_at_checked(end)
            .context("a section is cut short")?;
        if id != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Ok(kept)
}

/// An unsigned number and the bytes it took.
fn leb128(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, index + 1));
        }
    }
    anyhow::bail!("a section has no length")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_custom_sections_only() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let types = [1, 3, b'a', b'b', b'c'];
        module.extend([0, 5, 4, b'n', b'a', b'm', b'e']);
        module.extend(types);
        // A length may be written with more bytes than it needs.
        module.extend([0, 0x82, 0x00, 1, b'x']);
        let kept = without_custom(&module).unwrap();
        assert_eq!(kept, [b"\0asm\x01\0\0\0".as_slice(), &types].concat());
    }

    #[test]
    fn refuses_what_is_cut_short() {
        assert!(without_custom(b"\0asm\x01\0\0\0\x01\x09a").is_err());
        assert!(without_custom(b"hello, world").is_err());
    }
}
