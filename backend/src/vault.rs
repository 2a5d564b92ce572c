//! The few secrets that must be read again, such as the password of a partner's mail server: sealed
//! with a key that is not in the database, so that the database alone gives none of them.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};

use crate::{Error, Result, portal::fill_random};

/// Bytes of a key.
const KEY_LEN: usize = 32;

/// What seals secrets and opens them again (ChaCha20-Poly1305, RFC 8439), and signs what only the
/// portal can have made (HMAC-SHA-256, RFC 2104).
pub struct Vault {
    sealing: LessSafeKey,
    signing: hmac::Key,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

impl Vault {
    /// With a key that nobody keeps: what it seals cannot be opened after a restart.
    pub fn passing() -> Self {
        let mut key = [0; KEY_LEN];
        fill_random(&mut key);
        Self::of_key(key)
    }

    /// With the key of the setting `secret_key`: 64 hexadecimal digits.
    pub fn of_setting(text: &str) -> Option<Self> {
        let mut key = [0; KEY_LEN];
        hex::decode_to_slice(text.trim(), &mut key).ok()?;
        Some(Self::of_key(key))
    }

    /// With the key in a file, which is made when it is not there, for its owner's eyes only.
    ///
    /// # Errors
    /// When it can be neither read nor made, or holds something else.
    pub fn of_file(file: &Path) -> io::Result<Self> {
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                make(file)?;
                fs::read_to_string(file)?
            }
            read => read?,
        };
        let told = format!("{} does not hold 64 hexadecimal digits", file.display());
        Self::of_setting(&text).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, told))
    }

    #[expect(clippy::expect_used, reason = "the length is that of the algorithm")]
    fn of_key(key: [u8; KEY_LEN]) -> Self {
        let unbound = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("a key of 32 bytes");
        // One key for one purpose: that of signatures is made of the other.
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), b"signing");
        Self {
            sealing: LessSafeKey::new(unbound),
            signing: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()),
        }
    }

    /// What proves that the portal itself speaks `about` something: 32 bytes.
    pub(crate) fn sign(&self, about: &str) -> Vec<u8> {
        hmac::sign(&self.signing, about.as_bytes())
            .as_ref()
            .to_vec()
    }

    /// Whether [`Vault::sign`] gave this for the same `about`; how long it takes tells nothing.
    pub(crate) fn has_signed(&self, about: &str, signature: &[u8]) -> bool {
        hmac::verify(&self.signing, about.as_bytes(), signature).is_ok()
    }

    /// Seals a secret. `about` is what it belongs to: sealed bytes that were moved to another row
    /// do not open there.
    ///
    /// # Errors
    /// When it is too long to be sealed.
    pub(crate) fn seal(&self, secret: &str, about: &str) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        fill_random(&mut nonce);
        let mut sealed = secret.as_bytes().to_vec();
        let aad = Aad::from(about.as_bytes());
        (self.sealing)
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .map_err(|_| Error::Broken("a secret that cannot be sealed".into()))?;
        sealed.splice(0..0, nonce);
        Ok(sealed)
    }

    /// Opens what [`Vault::seal`] gave for the same `about`; nothing when it was sealed with another
    /// key, or was tampered with.
    pub(crate) fn open(&self, sealed: &[u8], about: &str) -> Option<String> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let mut rest = rest.to_vec();
        let opened = self
            .sealing
            .open_in_place(nonce, Aad::from(about.as_bytes()), &mut rest)
            .ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

/// Makes the file whole or not at all: of two processes that start at once, both read the same key.
fn make(file: &Path) -> io::Result<()> {
    let mut key = [0; KEY_LEN];
    fill_random(&mut key);
    let mut name = [0; 8];
    fill_random(&mut name);
    let draft = file.with_extension(hex::encode(name));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft)?;
    writeln!(open, "{}", hex::encode(key))?;
    open.sync_all()?;
    // A link is refused where the name is taken: whoever was first has made the key.
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_where_it_was_sealed() {
        let vault = Vault::passing();
        let sealed = vault.seal("s3cr3t", "one").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"s3cr3t"));
        assert_ne!(
            sealed,
            vault.seal("s3cr3t", "one").unwrap(),
            "never twice the same"
        );
        assert_eq!(vault.open(&sealed, "one").as_deref(), Some("s3cr3t"));
        assert_eq!(vault.open(&sealed, "two"), None);
        assert_eq!(Vault::passing().open(&sealed, "one"), None);
        for place in 0..sealed.len() {
            let mut other = sealed.clone();
            other[place] ^= 1;
            assert_eq!(vault.open(&other, "one"), None);
        }
        assert_eq!(vault.open(&sealed[..5], "one"), None);
        assert!(!format!("{vault:?}").contains("key"));
    }

    #[test]
    fn a_signature_is_of_one_thing_and_one_key() {
        let vault = Vault::passing();
        let signed = vault.sign("one");
        assert_eq!(signed.len(), 32);
        assert!(vault.has_signed("one", &signed));
        assert!(!vault.has_signed("two", &signed));
        assert!(!vault.has_signed("one", &signed[..16]));
        assert!(!Vault::passing().has_signed("one", &signed));
    }

    #[test]
    fn the_key_s_file_is_made_once_and_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        let vaults: Vec<Vault> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Vault::of_file(&file).unwrap()))
                .collect();
            makers
                .into_iter()
                .map(|maker| maker.join().unwrap())
                .collect()
        });
        let sealed = vaults[0].seal("s3cr3t", "x").unwrap();
        for vault in &vaults {
            assert_eq!(vault.open(&sealed, "x").as_deref(), Some("s3cr3t"));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(&file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        fs::write(&file, "short").unwrap();
        assert!(Vault::of_file(&file).is_err());
    }
}
